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
	{"file-repeated", Error, "Two files hold the same part of one record.", "keep one of them: sub-folders do not tell records apart", ""},
}
