package diag

// layoutTable holds the codes of layouts, of the strings that they use and of
// the stylesheet: what designers work on. See package render.
var layoutTable = []entry{
	{"layout-missing", Error, "There is no layout “{layout}”.", "write this file; it defines main", "there are pages of this kind"},
	{"layout-file-unknown", Error, "No page is made with a layout “{name}”.", "rename it to {fix}, or move it to layouts/partial/ | move it to layouts/partial/", ""},
	{"layout-syntax", Error, "This layout cannot be read: {what}.", "see that every pair of curly brackets is closed and every condition has its end", ""},
	{"layout-main-missing", Error, "This layout does not define main.", "write define \"main\" before what the page shows and end behind it, both in two curly brackets", ""},
	{"layout-outside", Error, "This stands outside every definition, so it would never be shown.", "move it into the definition of main", ""},
	{"layout-define", Error, "A partial cannot define “{name}”.", "write the file without any definition, or define “{fix}”", "a partial is one template, named after its file"},
	{"layout-field-unknown", Error, "There is no field “{field}” in what is shown here, a {type}.", "write {fix} | see docs/layouts.md for the fields that there are", ""},
	{"layout-partial-unknown", Error, "There is no partial “{name}”.", "write {fix} | write the file layouts/partial/{name}.html", ""},
	{"layout-partial-dot", Error, "The partial “{name}” is called without a value.", "write a dot behind its name", ""},
	{"layout-partial-loop", Error, "The template “{name}” calls itself.", "take the call out", "the page would never end"},
	{"layout-function-unknown", Error, "There is no function “{function}”.", "write {fix} | do without it; docs/layouts.md lists the functions", ""},
	{"layout-function-alone", Error, "What “{function}” writes cannot be used as a value.", "let it stand alone between two curly brackets", ""},
	{"layout-not-function", Error, "{value} is no function and takes no argument.", "take the arguments away, or write the name of a function before it", ""},
	{"layout-argument", Error, "These arguments do not fit the function “{function}”.", "write it like this: {fix}", ""},
	{"layout-constant", Error, "{value} cannot stand here.", "write a text, a whole number, true or false", ""},
	{"layout-action", Error, "Layouts have no “{action}”.", "do without it", ""},
	{"layout-value", Error, "{value} cannot be printed: it is of the type {type}.", "print one of its fields, or walk through it with range", ""},
	{"layout-range", Error, "{value} is no list: it is of the type {type}.", "use with in place of range", ""},
	{"layout-condition", Error, "{value} is always there: it is of the type {type}.", "ask for one of its fields", "the condition would always hold"},
	{"layout-variable", Error, "The variable {name} is of the type {type} and cannot be given a value of the type {other}.", "use another variable", ""},
	{"layout-string-missing", Error, "There is no text “{key}” in the strings of {languages}.", "write {fix} | add the text to layouts/strings/ in every language", "readers of that language would see nothing"},
	{"layout-string-counted", Error, "The text “{key}” has a form for each kind of number in the strings of {languages}.", "use {fix}, with the number behind the key", ""},
	{"layout-string-plain", Error, "The text “{key}” has no forms for numbers in the strings of {languages}.", "use {fix}, without a number", ""},
	{"layout-slot", Error, "A slot stands outside a fragment.", "use template in place of slot", "only what many pages share has places for each of them"},
	{"layout-place", Error, "{what} cannot stand in this place.", "put quotation marks around the value of an attribute; partials and texts with markup stand between tags only", "a value could become code there"},
	{"layout-inline-code", Error, "Code or style stands in the page itself: {what}.", "move styles to layouts/css/ and use classes", "browsers ignore it under the site's security policy"},
	{"layout-html", Error, "The HTML of this layout is not sound: {what}.", "see that every tag and quotation mark is closed, in both branches of every condition", ""},

	{"strings-missing", Error, "There are no words for pages in {inLanguage}.", "write {file}; copy the file of another language and translate it", "readers would see pages without headings and labels"},
	{"string-missing", Error, "The string “{key}” is missing.", "add it", "readers of this language would see nothing in its place"},
	{"plural-missing", Error, "The counted string “{key}” has no form for “{category}”.", "add a line “{category}: …”", "languages count differently: 1 член, 2 члени, 5 членів"},
	{"stylesheet", Error, "The stylesheet is not sound: {reason}.", "see that every brace, comment and quotation mark is closed", ""},

	{"page-heavy", Warning, "Pages that weigh more than they should, compressed as servers send them: {count}. The heaviest: {pages}.", "divide the longest text into several, or attach its appendix as a document; if its page is short, take drawings out of the layouts", "a server's first answer holds some 14 kB; on a slow line, and between the two countries, readers wait for each further one"},
	{"style-heavy", Warning, "The stylesheet weighs more than it should, compressed as servers send it: {weight}.", "take out rules that no layout needs, and say once what several rules say", "readers see nothing of the first page they open until all of it is there"},
}
