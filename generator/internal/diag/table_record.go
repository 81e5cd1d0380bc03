package diag

// recordTable holds the codes of what fields say, and of the files of one
// record. See package record.
var recordTable = []entry{
	// Fields.
	{"field-unknown", Error, "There is no field “{field}” in “{kind}”.", "write {fix} | delete the line, or write one of these names: {fields}", "a field that nobody reads would say nothing on the page"},
	{"field-unindented", Error, "“{field}” belongs to “{over}”, but its line is not indented.", "begin the lines that belong to “{over}” with two spaces", "the indent alone says what belongs to a field"},
	{"record-misplaced", Error, "“{kind}” does not have these fields: {fields}.", "move the file into content/{section}/, whose records have them", "the folder says what kind of record a file is about"},
	{"field-missing", Error, "The field “{field}” is missing in “{kind}”.", "add “{field}:” and, indented below it, a line for each language ({languages}) | add a line “{field}: …”", ""},
	{"field-empty", Error, "The field “{field}” is empty.", "write a value: “{needed}” must be stated | write a value, or delete the line", ""},
	{"field-form", Error, "What is written for “{field}” has the wrong form.", "write {want}", ""},
	{"inline-map-split", Error, "“{text}” stands here as a field without a value: a comma split the text before it.", "write each language on a line of its own, without the braces", "inside braces a comma begins the next field"},
	{"list-too-short", Error, "“{field}” needs at least {min} items.", "add what is missing, or write notStated where the source does not say it", ""},
	{"word-unknown", Error, "“{word}” is none of the words that “{field}” admits.", "write {fix} | write one of these: {words}", "the words are {words}"},
	{"code-form", Error, "“{text}” has not the form that “{field}” needs.", "write {fix} | write {want}", ""},

	// Languages of texts.
	{"text-language-missing", Error, "This text does not say in which language it is.", "begin each item of “{field}” on a line of its own with “- {first}: …”, and write below “{first}” a line for each other language ({others}) | write one line for each language below “{field}:” ({languages})", "this file holds facts for all languages"},
	{"text-language-foreign", Error, "A file in the language “{speaks}” cannot hold a text in “{language}”.", "move it to the file of that language", "whoever edits a language looks for all of it in one place"},
	{"language-unknown", Error, "“{language}” is no language of this site.", "write {fix} | write one of these: {languages}", "here the languages can be {languages}"},
	{"text-lacks-language", Error, "“{field}” has no text in {inLanguage}.", "add “{field}: …” to {beside} | move “{top}” to {facts}, and write below “{field}:” a line for each language | add a line “{language}: …” below “{nested}:” | add a line “{language}: …” below “{field}:”, or “{field}: …” to {file}", "the editions are equals: what is required is there in each"},
	{"text-placeholder", Error, "This text is not written yet.", "write it in place of the dots", "readers would see dots"},

	// Dates.
	{"date-form", Error, "“{date}” is no date as this site writes it.", "write {fix} | write {want}", "dates have one form: 06.03.2021 is a day in March to one reader and in June to another"},
	{"date-ambiguous", Error, "“{date}” can be read as {first} or as {second}.", "write the one that is meant: {first} or {second}", "06.03.2021 is a day in March to one reader and in June to another"},
	{"date-quoted", Error, "A date is written without quotation marks.", "write {fix}", ""},
	{"date-words", Error, "A date is written in digits, and not as “{date}”.", "write {fix}", "each language of the site says it in its own words"},
	{"date-impossible", Error, "There is no {date}: {month} has {days} days.", "check the day", ""},
	{"date-no-month", Error, "There is no month {month}.", "check the month: a date is year-month-day", ""},
	{"date-year", Error, "The year of {date} is not between 1000 and 9999.", "check the year", ""},
	{"dates-reversed", Error, "“{last}” ({to}) lies before “{first}” ({from}).", "check both dates", ""},
	{"moment-form", Error, "“{field}” takes a day, an hour and a time zone.", "write it as 2026-12-01 09:00 Europe/Kyiv", "at one moment the hour is another in Kyiv than in Beijing"},
	{"moment-skipped", Error, "There is no {moment} in {zone}: clocks are put forward then.", "write an hour before or after it", "the site would have to guess which of two hours is meant"},
	{"timezone-unknown", Error, "There is no time zone “{zone}”.", "write its name as Europe/Kyiv or Asia/Shanghai", ""},

	// How references are written.
	{"ref-kind-missing", Error, "“{ref}” does not say what kind of record it is.", "write {fix} | write the kind before it, as in member:khpi", "here the kinds can be {kinds}"},
	{"ref-kind-unknown", Error, "There is no kind of record called “{kind}”.", "write {fix} | write one of these before the colon: {kinds}", "here the kinds can be {kinds}"},
	{"ref-kind-wrong", Error, "“{ref}” cannot stand here.", "name a record of one of these kinds: {kinds}", ""},

	// Several files of one record.
	{"fact-conflict", Error, "“{field}” is stated twice, and differently.", "keep it in one file; the others take it from there", "a fact has one home"},
	{"list-length", Error, "The list “{field}” cannot be joined with the other file's list.", "let it stand whole in one file, or in each language file with as many items", "the items belong together by their places in the lists"},
	{"prose-in-facts", Error, "A text stands below the fields, but this file does not say in which language it is.", "move the text to {file}.{language}.md", "a text belongs to the file of its language"},
	{"prose-missing", Error, "The {kind} has no text in {inLanguage}.", "make the file {file} and write the text into it", "the editions are equals: it appears in all languages or in none"},
	{"prose-empty", Error, "{file} is there, but has no text yet.", "write it below the second line ---", "the editions are equals: it appears in all languages or in none"},
	{"prose-one-sided", Warning, "There is no text in {inLanguage}: its page is built from facts, and says so.", "write {file}", ""},
	{"prose-unpublished", Error, "This text is in a language in which the record is not published.", "add “{language}” to the field languages, or delete the file", "nobody would see it"},
}
