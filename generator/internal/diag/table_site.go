package diag

func init() { table = append(table, siteTable...) }

// siteTable holds the codes of what records say of each other.
var siteTable = []entry{
	{"pair-id", Error, "This file stands alone; “{near}” lacks just its language.", "rename it to {fix}", "the files of one record share their id"},
	{"ref-unknown", Error, "No {kind} is called “{id}”.", "{fix}", ""},
	{"ref-hidden", Error, "“{ref}” is not public yet, but this record is.", "publish both at the same moment, or take the reference out until then", "a public page must not hint at what is held back"},
	{"alliance-second", Error, "There is a second alliance.", "keep the one that site.yaml names in “about”", "a site is about one alliance"},
	{"address-taken", Error, "Two records claim the address {address}.", "give one of them another slug, or take the alias out", ""},
	{"address-reserved", Error, "The address {address} belongs to a page of the site itself.", "write another slug than “{slug}”", ""},
	{"file-missing", Error, "The file “{file}” is not there.", "{fix}", "pictures and documents lie in the record's folder, {folder}"},
	{"file-orphan", Warning, "This file belongs to no record, and is not published.", "move it into the folder of a record, beside the record's files, or into static/", ""},
	{"file-repeated", Error, "Two files hold the same part of one record.", "keep one of them: sub-folders do not tell records apart", ""},
}

func init() { table = append(table, buildTable...) }

// buildTable holds the codes of texts among each other, layouts and strings.
var buildTable = []entry{
	{"config-missing", Error, "This folder has no site.yaml.", "go to the folder of your site, or name it with --source", ""},
	{"strings-missing", Error, "There are no words for pages in {language}.", "write {file}; copy the file of another language and translate it", ""},
	{"string-missing", Error, "The string “{key}” is missing.", "add it", ""},
	{"plural-missing", Error, "The counted string “{key}” has no form for “{category}”.", "add a line “{category}: …”", ""},
	{"stylesheet", Error, "The stylesheet cannot be read: {reason}.", "mend the file", ""},
	{"static-taken", Error, "A page of the site has the address {address} already.", "give the file another name", ""},
	{"link-dead", Error, "The link “{target}” leads nowhere.", "{fix}", ""},
	{"link-absolute", Error, "The link “{target}” begins with a slash, and would break when an address changes.", "link to the Markdown file, as in ../members/khpi.md", ""},
	{"picture-missing", Error, "The picture “{picture}” is not there.", "{fix}", "pictures lie in the record's folder, {folder}"},
	{"headings-differ", Warning, "The texts name different headings: “{id}” is missing in {file}.", "give both headings the same id, or none", "a reader who changes the language stays at the same heading"},
	{"fragment-dead", Error, "{file} has no heading “{fragment}”.", "{fix}", ""},
}
