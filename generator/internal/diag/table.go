package diag

// table holds every code with its English sentences, in the order in which the
// documentation lists them.
var table = []entry{
	// The file and its front matter.
	{"frontmatter-unclosed", Error, "The front matter that opens on line {open} is never closed.", "put a line with three hyphens (---) after the last field", ""},
	{"frontmatter-syntax", Error, "This line cannot be read: {what}.", "{fix}", ""},
	{"frontmatter-too-large", Error, "The front matter is longer than {limit}.", "move the text below the closing line of three hyphens", ""},
	{"field-repeated", Error, "The field “{field}” is written twice.", "keep one of the two lines", ""},
}
