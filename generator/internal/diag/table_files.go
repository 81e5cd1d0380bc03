package diag

// fileTable holds the codes of files: whether they can be read, where they lie
// and what they are called.
var fileTable = []entry{
	{"config-missing", Error, "This folder has no site.yaml.", "go to the folder of your site, or name it with --source", "site.yaml says which languages the site has, and where it is published"},
	{"file-not-regular", Error, "This is no plain file but a link, a pipe or a device, and is not read.", "put the file itself in its place", "a link could publish what lies outside the site's folder"},
	{"file-unreadable", Error, "This file cannot be read: {reason}.", "ask for the right to read it, or move it out of the site's folder", ""},
	{"file-name", Error, "The name {name} holds characters that cannot be seen or typed.", "give the file a new name", "nobody could write a link to it"},
	{"file-too-large", Error, "This file is larger than {limit}.", "make it smaller, or publish it elsewhere and link to it", "hosts of websites refuse larger files"},
	{"encoding-other", Error, "This file is not saved as UTF-8; it looks like {encoding}.", "save it again in the encoding UTF-8 (in Word: Save As, Plain Text, Unicode (UTF-8))", "only UTF-8 holds the letters of both languages"},
	{"encoding-unknown", Error, "This file is not saved as UTF-8: here is the first place that is not.", "save it again in the encoding UTF-8 (in Word: Save As, Plain Text, Unicode (UTF-8))", "only UTF-8 holds the letters of both languages"},
	{"character-control", Error, "An invisible control character ({character}) stands here.", "delete it", "programs disagree about what it means"},

	{"file-place", Error, "This file lies in no section.", "move it into one of the folders of content/: {sections}", "the folder says what kind of record a file is about"},
	{"section-unknown", Error, "There is no section called “{section}”.", "rename the folder to {fix} | move the file into one of the folders {sections}", "the folder says what kind of record a file is about"},
	{"id-form", Error, "“{id}” cannot be an id.", "rename the file so that it begins with {fix} | rename the file in small Latin letters, digits and single hyphens", "an id is part of the address: small Latin letters, digits and single hyphens"},
	{"file-language", Error, "“{language}” is no language of this site.", "rename the file to {fix} | end the file's name with one of these: {languages}", "the languages are {languages}"},
	{"pair-id", Error, "This file stands alone, and “{near}” lacks just its language: they seem to be one record.", "rename it to {fix}", "the files of one record share their id"},
	{"file-repeated", Error, "Two files hold the same part of one record.", "keep one of them: sub-folders do not tell records apart", ""},
	{"file-orphan", Warning, "This file belongs to no record, and is not published.", "move it into the folder of a record, beside the record's files, or into static/", ""},
	{"file-ending-txt", Error, "“{name}” is the text of a record, but its name ends with .txt.", "rename the file to {fix} (Windows may hide the ending .txt)", "texts are read from files whose names end with .md"},
	{"file-word", Warning, "“{name}” is a document of a word processor, and is not published.", "texts are written in .md files; copy it there", ""},
	{"svg-active", Error, "This picture is not fit to be published: it holds {what}.", "export it again as plain SVG without scripts, links and styles of other files, or as PNG", "whoever opens the picture opens a page of this site: it must not run or load anything"},
	{"file-active", Error, "Files that end with {ending} are not published from a record's folder.", "save it as PDF or as a picture; a page or a program of the site itself belongs into static/", "a browser would run it as a part of this site"},
	{"name-unfit", Error, "The name “{name}” is not one that every computer and every server can hold.", "give it another name, of letters, digits, hyphens and dots within", "some systems keep such names for themselves, or read something else in them"},
	{"file-twin", Error, "“{other}” has the same address already, or one that not every computer can tell apart.", "give one of the two another name", "only one of the two could be published there"},
	{"static-taken", Error, "A page of the site has the address {address} already.", "give the file another name", "only one of the two could be published there"},
	{"picture-broken", Error, "This is no whole picture of a kind that is published.", "save it again as JPEG or PNG in a drawing program", "what cannot be read to its end cannot be freed of what cameras note in pictures, such as the place; and not every browser could show it"},
	{"picture-ending", Error, "This picture is a {format}, but its name ends with {ending}.", "rename the file to {fix}, and write so where it is named", "servers tell browsers what a file is by its ending"},
	{"picture-too-large", Error, "This picture has more than {limit} million pixels.", "make it smaller in a drawing program: no page shows more than 3 million", "such pictures can take all the memory of the computer on which they are opened"},
}
