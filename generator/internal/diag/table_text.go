package diag

// textTable holds the codes of texts: their markup, and what they link to. See
// packages markdown and view.
var textTable = []entry{
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
	{"markdown-brackets-wide", Error, "This link is written with full-width brackets, and would be printed as it stands.", "write {fix}", "only plain, narrow brackets make a link"},
	{"markdown-not-a-list", Warning, "“{marker}” does not begin a list item here.", "use a hyphen or a number with a full stop, and a space behind it, at the beginning of the line", "without it the lines of the list run together"},
	{"markdown-not-a-heading", Warning, "“{marker}” does not begin a heading here.", "put a space behind it", ""},
	{"markdown-not-an-attribute", Warning, "“{text}” is printed as it stands.", "delete it: classes and attributes cannot be set in a text", ""},
	{"markdown-emphasis-literal", Warning, "These asterisks are printed as they stand.", "see that there are two before and two behind what is to be bold, with no space between them and it; print asterisks with a backslash before each", ""},
	{"markdown-footnote-unknown", Error, "There is no footnote “{label}”.", "write it in a paragraph of its own: [^{label}]: the note", ""},
	{"markdown-footnote-unused", Error, "Nothing refers to this footnote, so no reader would see it.", "refer to it in the text, or delete it", ""},
	{"markdown-too-large", Error, "This text is longer than {limit}.", "divide it into several pages", "no reader waits for such a page on a phone"},
	{"markdown-too-complex", Error, "There are too many {what} here: {limit} is the most.", "divide the line, the table or the text into smaller ones", "reading them would take minutes"},
	{"markdown-too-intricate", Error, "Up to this line there is more markup than can be read: asterisks, brackets, or lists within lists.", "divide the paragraph, the list or the text into smaller ones", "reading it would take minutes"},
	{"markdown-unreadable", Error, "This text cannot be read as Markdown.", "halve the text until the line is found that it fails on, and please report it", ""},
	{"link-scheme", Error, "Links of the kind “{scheme}” are not allowed: {target}.", "link to a file of this site, to a record such as member:khpi, or to an address that begins with https:", "such an address can run a program or lead where its text does not say"},

	// Texts among each other.
	{"link-dead", Error, "The link “{target}” leads nowhere.", "write {fix} | link to a file that there is, as in ../members/khpi.md", "a reader would find an error in place of a page"},
	{"link-absolute", Error, "The link “{target}” begins with a slash, and would break when an address changes.", "link to the Markdown file, as in ../members/khpi.md", ""},
	{"picture-missing", Error, "The picture “{picture}” is not there.", "write {fix} | put the picture into the folder {folder}, and write {reference}", "pictures lie in the record's folder, {folder}"},
	{"fragment-dead", Error, "{file} has no heading “{fragment}”.", "write {fix} | write the id of a heading behind the #, such as p2 for the second section", ""},
	{"translation-stale", Warning, "The text that this one was translated from on {date} has changed since: {changed} of {file}.", "bring the translation up to date there, then accept it anew", "readers are told that the translation lags behind, and where"},
	{"translation-unaligned", Warning, "From here on this text and {file} do not run side by side: here is a block of another kind ({block}) than there ({other}).", "divide both texts into the same headings, paragraphs, items and cells", "the parallel edition would set blocks beside each other that do not belong together"},
	{"headings-differ", Warning, "The texts name different headings: “{id}” is missing in {file}.", "give both headings the same id, or none", "a reader who changes the language stays at the same heading"},
}
