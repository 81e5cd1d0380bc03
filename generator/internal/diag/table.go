package diag

// table holds every code with its English sentences, in the order in which the
// documentation lists them.
var table = []entry{
	// The file and its front matter.
	{"frontmatter-unclosed", Error, "The front matter that opens on line {open} is never closed.", "put a line with three hyphens (---) after the last field", ""},
	{"frontmatter-syntax", Error, "This line does not fit the lines above it.", "compare it with the lines above: the indentation, the colon after the name, quotation marks and brackets in pairs", ""},
	{"frontmatter-too-large", Error, "The front matter is longer than {limit}.", "move the text below the closing line of three hyphens", ""},
	{"field-repeated", Error, "The field “{field}” is written twice.", "keep one of the two lines", ""},

	// How the fields are written.
	{"encoding-other", Error, "This file is not saved as UTF-8; it looks like {encoding}.", "save it again in the encoding UTF-8 (in Word: Save As, Plain Text, Unicode (UTF-8))", "only UTF-8 holds the letters of both languages"},
	{"encoding-unknown", Error, "This file is not saved as UTF-8: here is the first place that is not.", "save it again in the encoding UTF-8 (in Word: Save As, Plain Text, Unicode (UTF-8))", "only UTF-8 holds the letters of both languages"},
	{"character-control", Error, "An invisible control character ({character}) stands here.", "delete it", "programs disagree about what it means"},
	{"fields-too-large", Error, "The file is longer than {limit}.", "shorten it; long texts belong in content/", ""},
	{"fields-too-deep", Error, "The fields stand inside one another more than {limit} levels deep.", "move this field further out", ""},
	{"fields-too-many", Error, "The file has more than {limit} fields and items.", "divide it into several", ""},
	{"fields-expected", Error, "Fields are expected here, each with a name, a colon and a value.", "begin with a field, such as name: …", ""},
	{"fields-second", Error, "A second set of fields would begin at this {sign}.", "delete the line; a file holds one set of fields", ""},
	{"field-expected", Error, "This line is no field: it has no name with a colon behind it.", "write name: value; a line that continues the text above it must begin further in", ""},
	{"field-name-bad", Error, "The name of a field must be a plain word.", "write a word, a colon, a space and the value", ""},
	{"indent-tab", Error, "A tab stands at the beginning of this line, where only spaces can.", "put spaces in its place, as many as before the lines that this one belongs with", ""},
	{"indent-wrong", Error, "This line begins in a column that fits no line above it.", "begin it in column {column}, if it belongs with those lines", "the indentation says which fields belong together"},
	{"space-odd", Error, "A special space ({character}) stands where a plain one belongs.", "delete it and type a plain space", "it looks like a space but is read as a letter"},
	{"colon-unquoted", Error, "This text contains a colon with a space behind it, so it must stand in quotation marks.", "put the whole text in quotation marks", ""},
	{"colon-fullwidth", Error, "The colon behind “{field}” is the full-width one (：).", "type a plain colon and a space", ""},
	{"colon-no-space", Error, "There is no space behind the colon of “{field}”.", "put a space behind the colon", ""},
	{"comma-fullwidth", Error, "This comma ({comma}) does not separate the items of a list.", "type a plain comma and a space; if it belongs to the text, put the text in quotation marks", ""},
	{"comma-extra", Error, "There is nothing before this comma.", "delete the comma", ""},
	{"comma-missing", Error, "A comma is missing before this place.", "put a comma and a space here", ""},
	{"dash-no-space", Error, "There is no space behind the hyphen that begins this item.", "put a space behind the hyphen", ""},
	{"list-beside-field", Error, "A list cannot begin on the line of its field.", "begin the list on the next line, further in; if this is a text, put it in quotation marks", ""},
	{"list-after-value", Error, "The field above this item has a value already, so no list can follow it.", "move the value into the list as its first item, or delete it", ""},
	{"quote-unclosed", Error, "The quotation mark that opens here is never closed.", "put the same mark at the end of the text", ""},
	{"text-after-quote", Error, "Text follows behind the closing quotation mark.", "put the whole text in quotation marks", ""},
	{"text-needs-quotes", Error, "A text that begins with {sign} must stand in quotation marks.", "put the whole text in quotation marks", ""},
	{"escape-unknown", Error, "A backslash in double quotation marks cannot stand before this letter.", "write the backslash twice, or use single quotation marks", ""},
	{"bracket-unclosed", Error, "The bracket {bracket} that opens here is never closed.", "close it at the end of the list", ""},
	{"bracket-extra", Error, "No opening bracket belongs to this {bracket}.", "delete it, or put the whole text in quotation marks", ""},

	// The files of the site's folder.
	{"file-not-regular", Error, "This is no plain file but a link, a pipe or a device, and is not read.", "put the file itself in its place", "a link could publish what lies outside the site's folder"},
	{"file-unreadable", Error, "This file cannot be read: {reason}.", "ask for the right to read it, or move it out of the site's folder", ""},
	{"file-name", Error, "The name {name} holds characters that cannot be seen or typed.", "give the file a new name", ""},
	{"file-too-large", Error, "This file is larger than {limit}.", "make it smaller, or publish it elsewhere and link to it", ""},

	// The text. See package markdown.
	{"markdown-raw-html", Error, "HTML is not allowed in a text: {html}.", "say it in Markdown, or put a backslash before the < to print it as it stands", "what a page is made of is decided in one place, so that every page works on a phone, on paper and read aloud"},
	{"markdown-comment", Error, "HTML comments are not allowed in a text.", "delete it, or move it into the front matter as a line that begins with #", "a comment in a page is public: anybody can read it"},
	{"markdown-heading-level", Error, "A heading with a single # stands for the title of the page.", "begin sections with ##; the title belongs into the front matter", "a page has one title"},
	{"markdown-heading-skipped", Warning, "This heading is of level {level} where level {expected} is the next.", "take away a #", "who listens to a page finds the way by the levels of its headings"},
	{"markdown-heading-empty", Error, "This heading has no text.", "write the heading, or delete the line", ""},
	{"markdown-heading-id", Error, "“{id}” cannot be the id of a heading.", "use small Latin letters, digits and hyphens, a letter first, such as {#signing}; ids such as p2 and p2-1 are given by themselves", "ids are parts of addresses"},
	{"markdown-heading-repeated", Error, "Two headings have the id “{id}”.", "give one of them another", "a link to it could lead to either"},
	{"markdown-image-alt", Error, "The picture “{image}” has no description.", "write between the square brackets what the picture shows: ![two rectors sign the agreement](photo.jpg)", "who cannot see the picture is told the description instead"},
	{"markdown-link-empty", Error, "The link to “{target}” has no label.", "write the label between the square brackets", ""},
	{"markdown-not-a-link", Warning, "This is printed as it stands: it is no link.", "put an address that has spaces or parentheses between angle brackets: [label](</a b.pdf>)", ""},
	{"markdown-not-a-list", Warning, "“{marker}” does not begin a list item here.", "use a hyphen or a number with a full stop, and a space behind it, at the beginning of the line", "without it the lines of the list run together"},
	{"markdown-not-a-heading", Warning, "“{marker}” does not begin a heading here.", "put a space behind it", ""},
	{"markdown-not-an-attribute", Warning, "“{text}” is printed as it stands.", "delete it: classes and attributes cannot be set in a text", ""},
	{"markdown-emphasis-literal", Warning, "These asterisks are printed as they stand.", "see that there are two before and two behind what is to be bold, with no space between them and it; print asterisks with a backslash before each", ""},
	{"markdown-footnote-unknown", Error, "There is no footnote “{label}”.", "write it in a paragraph of its own: [^{label}]: the note", ""},
	{"markdown-footnote-unused", Error, "Nothing refers to this footnote, so no reader would see it.", "refer to it in the text, or delete it", ""},
	{"markdown-too-complex", Error, "There are too many {what} here: {limit} is the most.", "divide the line, the table or the text into smaller ones", "reading them would take minutes"},
	{"markdown-too-intricate", Error, "Up to this line there is more markup than can be read: asterisks, brackets, or lists within lists.", "divide the paragraph, the list or the text into smaller ones", "reading it would take minutes"},
	{"markdown-unreadable", Error, "This text cannot be read as Markdown.", "halve the text until the line is found that it fails on, and please report it", ""},
	{"link-scheme", Error, "Links of the kind “{scheme}” are not allowed: {target}.", "link to a file of this site, to a record such as member:khpi, or to an address that begins with https:", "such an address can run a program or lead where its text does not say"},
}
