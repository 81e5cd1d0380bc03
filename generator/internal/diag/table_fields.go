package diag

// fieldTable holds the codes of how fields are written, whatever they say. See
// package frontmatter.
var fieldTable = []entry{
	{"frontmatter-unclosed", Error, "The front matter that opens on line {open} is never closed.", "write {fix} | put a line with three hyphens (---) after the last field", "without exactly three hyphens there the text of the page is taken for fields"},
	{"frontmatter-opening", Error, "The first line of the file must consist of exactly three hyphens (---), but here is {text}.", "write {fix}", "without it the fields are taken for text; some editors make dashes of hyphens by themselves"},
	{"frontmatter-late", Error, "There are empty lines above the first line of hyphens (---).", "delete the empty lines above it", "without the hyphens at its very beginning the fields of a file are taken for text"},
	{"frontmatter-syntax", Error, "This line does not fit the lines above it.", "compare it with the lines above: the indentation, the colon after the name, quotation marks and brackets in pairs", ""},
	{"frontmatter-too-large", Error, "The front matter is longer than {limit}.", "move the text below the closing line of three hyphens", ""},
	{"fields-too-large", Error, "The file is longer than {limit}.", "shorten it; long texts belong in content/", ""},
	{"fields-too-deep", Error, "The fields stand inside one another more than {limit} levels deep.", "move this field further out", ""},
	{"fields-too-many", Error, "The file has more than {limit} fields and items.", "divide it into several", ""},
	{"fields-expected", Error, "Fields are expected here, each with a name, a colon and a value.", "begin with a field, such as name: …", ""},
	{"fields-second", Error, "A second set of fields would begin at this {sign}.", "delete the line; a file holds one set of fields", ""},

	{"field-expected", Error, "This line is no field: it has no name with a colon behind it.", "write name: value; a line that continues the text above it must begin further in", ""},
	{"field-name-bad", Error, "The name of a field must be a plain word.", "write a word, a colon, a space and the value", ""},
	{"field-repeated", Error, "The field “{field}” is written twice.", "keep one of the two lines", ""},
	{"indent-tab", Error, "A tab stands at the beginning of this line, where only spaces can.", "put spaces in its place, as many as before the lines that this one belongs with", "a tab is as wide as each program likes, so nobody could tell what the line belongs to"},
	{"indent-wrong", Error, "This line begins in a column that fits no line above it.", "begin it in column {column}, if it belongs with those lines", "the indentation says which fields belong together"},
	{"space-odd", Error, "A special space ({character}) stands where a plain one belongs.", "delete it and type a plain space", "it looks like a space but is read as a letter"},
	{"colon-unquoted", Error, "This text contains a colon with a space behind it, so it must stand in quotation marks.", "put the whole text in quotation marks", "else the colon ends the name of another field"},
	{"colon-fullwidth", Error, "The colon behind “{field}” is the full-width one (：).", "type a plain colon and a space", ""},
	{"colon-no-space", Error, "There is no space behind the colon of “{field}”.", "put a space behind the colon", ""},
	{"comma-fullwidth", Error, "This comma ({comma}) does not separate the items of a list.", "type a plain comma and a space; if it belongs to the text, put the text in quotation marks", ""},
	{"comma-extra", Error, "There is nothing before this comma.", "delete the comma", ""},
	{"comma-missing", Error, "A comma is missing before this place.", "put a comma and a space here", ""},
	{"dash-no-space", Error, "There is no space behind the hyphen that begins this item.", "put a space behind the hyphen", ""},
	{"list-beside-field", Error, "A list cannot begin on the line of its field.", "begin the list on the next line, further in; if this is a text, put it in quotation marks", ""},
	{"list-after-value", Error, "The field above this item has a value already, so no list can follow it.", "move the value into the list as its first item, or delete it", ""},
	{"quote-unclosed", Error, "The quotation mark that opens here is never closed.", "put the same mark at the end of the text", ""},
	{"text-after-quote", Error, "Text follows behind the closing quotation mark.", "put the whole text in quotation marks", "where a value begins with a quotation mark, the next one ends it"},
	{"text-cut", Error, "“{rest}” would be taken for a remark, and not be published.", "write {fix}, or put a space behind # if it is a remark | put the whole text in quotation marks", "behind a space, # begins a remark"},
	{"text-needs-quotes", Error, "A text that begins with {sign} must stand in quotation marks.", "put the whole text in quotation marks", "without them the sign has a meaning of its own"},
	{"escape-unknown", Error, "A backslash in double quotation marks cannot stand before this letter.", "write the backslash twice, or use single quotation marks", ""},
	{"bracket-unclosed", Error, "The bracket {bracket} that opens here is never closed.", "close it at the end of the list", ""},
	{"bracket-extra", Error, "No opening bracket belongs to this {bracket}.", "delete it, or put the whole text in quotation marks", ""},
}
