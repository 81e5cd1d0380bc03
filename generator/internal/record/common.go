package record

import (
	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// Common is what every record may have.
type Common struct {
	Name          lang.Text  `field:"name" doc:"what the thing is called, in every language"`
	Title         lang.Text  `field:"title" doc:"heading of the text"`
	Description   lang.Text  `field:"description" doc:"one or two sentences for lists and search engines"`
	Draft         bool       `field:"draft" doc:"true while it must not be published, in any language"`
	EmbargoUntil  Moment     `field:"embargoUntil" doc:"when it becomes public, with its time zone: 2026-12-01 09:00 Europe/Kyiv"`
	Languages     []string   `field:"languages" code:"language" doc:"publish only in these languages"`
	Slug          lang.Text  `field:"slug" code:"slug" doc:"last part of the address, in small Latin letters, digits and hyphens; the id where it is left out"`
	Aliases       []string   `field:"aliases" code:"path" doc:"earlier addresses, which lead here"`
	NeedsReview   Review     `field:"needsReview" doc:"true, or the languages that a native reader has not confirmed yet"`
	TranslationOf lang.Text  `field:"translationOf" code:"translation" doc:"in the file of a translation: the language and date of the text it was made from, and a short hash of each of its blocks, by which later changes are noticed; written by the accept command"`
	Source        []Source   `field:"source" doc:"where the record's facts come from"`
	Image         []Image    `field:"image" doc:"pictures, from the record's folder"`
	Document      []Document `field:"document" doc:"files to download, from the record's folder"`
	Contact       []Contact  `field:"contact" doc:"whom to ask"`
}

// Image is a picture in the record's folder.
type Image struct {
	Src     string    `field:"src" req:"true" code:"file" doc:"file in the record's folder"`
	Alt     lang.Text `field:"alt" req:"true" doc:"what the picture shows, for those who do not see it"`
	Caption lang.Text `field:"caption" doc:"text below the picture"`
	Credit  lang.Text `field:"credit" doc:"who made the picture"`
	At      diag.Span

	SrcAt diag.Span
}

// Document is a file in the record's folder.
type Document struct {
	File  string    `field:"file" req:"true" code:"file" doc:"file in the record's folder"`
	Lang  string    `field:"lang" code:"tag" doc:"language of the document"`
	Title lang.Text `field:"title" doc:"what the document is called"`
	At    diag.Span

	FileAt diag.Span
}

// Contact is whom to ask.
type Contact struct {
	Name      lang.Text `field:"name" req:"true" doc:"office or person"`
	Email     string    `field:"email" code:"email" doc:"e-mail address"`
	Telephone string    `field:"telephone" code:"telephone" doc:"number in international form"`
	Hours     lang.Text `field:"hours" doc:"when somebody answers"`
	At        diag.Span
}
