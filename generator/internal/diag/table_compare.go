package diag

// compareTable holds the codes of what two texts say differently, and of slips
// in one of them. See package compare.
var compareTable = []entry{
	{"numbers-differ", Warning, "The number “{text}” does not stand in the same place of {file}.", "see which of the two texts is right, and mend the other; where both are, say why in the front matter: # ignore numbers-differ \"{text}\": the reason", "readers of the two languages would be told different things"},
	{"dates-differ", Warning, "The date “{text}” does not stand in the same place of {file}.", "see which of the two texts is right, and mend the other; where both are, say why in the front matter: # ignore dates-differ \"{text}\": the reason", "readers of the two languages would be told different things"},
	{"links-differ", Warning, "The link to “{text}” does not stand in the same place of {file}.", "link to the same in both texts; where they should differ, say why in the front matter: # ignore links-differ \"{text}\": the reason", "readers of one language would not find what those of the other are led to"},
	{"records-differ", Warning, "The link to “{text}” leads to a record to which the same place of {file} does not link.", "link to the same records in both texts; where they should differ, say why in the front matter: # ignore records-differ \"{text}\": the reason", "readers of one language would be led to another thing than those of the other"},
	{"pictures-differ", Warning, "The picture “{text}” does not stand in the same place of {file}.", "show the same pictures in both texts; where they should differ, say why in the front matter: # ignore pictures-differ \"{text}\": the reason", "readers of one language would not see what those of the other see"},
	{"names-confused", Warning, "“{text}” is named here, and “{other}” in the same place of {file}: these two names are often confused.", "see which of the two is meant, and name it in both texts; where both are right, say why in the front matter: # ignore names-confused \"{text}\": the reason", "the names are alike, but not the things"},
	{"letters-mixed", Warning, "The word “{text}” has letters of another alphabet: “{letters}”.", "write {fix} | write the whole word in one alphabet", "the letters look alike, but search does not find the word, and a voice reads it wrongly"},
	{"letters-alien", Warning, "The language of this text has no “{letters}”, as in “{text}”.", "write {fix}, or put the words of another language in quotation marks | put the words of another language in quotation marks", "it is most often a slip of the keyboard"},
	{"characters-traditional", Warning, "“{text}” is a traditional character, and this text is in simplified ones.", "write {fix}, or put what is quoted in quotation marks | write its simplified form", "a text is in one kind of characters, and search finds only that"},
	{"marks-halfwidth", Warning, "The mark “{text}” between Chinese characters is a narrow one.", "write {fix} | write the wide mark", "between characters a narrow mark stands too close"},
	{"spelling-other", Warning, "This site does not write “{text}”.", "write {fix}, in the form that the sentence needs; where another source is quoted, put it in quotation marks | write the form that content/spellings.yaml gives", "content/spellings.yaml says so"},
	{"ignore-reason", Warning, "This comment is to silence {code}, but does not say of what, or why.", "write the words in question in quotation marks, and behind a colon the reason, as in # ignore numbers-differ \"92\": the source counts otherwise", "whoever reads it later must know why it is right"},
	{"ignore-idle", Warning, "This comment silences nothing: there is no {code} at “{text}”.", "delete it, or correct its words", "the text has changed since, or the comment is mistyped"},
}
