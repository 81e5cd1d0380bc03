package diag

// siteTable holds the codes of what records say of each other. See package
// site.
var siteTable = []entry{
	{"ref-unknown", Error, "No {kind} is called “{id}”.", "write {fix} | change the id to that of a {kind} that there is, or make its file first", "every name on a page leads to the page of what it names"},
	{"ref-hidden", Error, "“{ref}” is not public yet, but this record is.", "publish both at the same moment, or take the reference out until then", "a public page must not hint at what is held back"},
	{"alliance-second", Error, "There is a second alliance.", "keep the one that site.yaml names in “about”", "a site is about one alliance"},
	{"address-taken", Error, "Two records claim the address {address}.", "give one of them another slug, or take the alias out", "only one of the two could be published there"},
	{"address-reserved", Error, "The address {address} belongs to a page of the site itself.", "write another slug or alias than “{slug}”", ""},
	{"address-vanished", Error, "The address {address} was published, and is not served any more.", "lead it to the new one: {fix} | give a record that takes its place the alias {address}, or write “gone” in place of {ref} on this line if nothing does", "somebody has linked to it"},
	{"address-hidden", Warning, "Published already, and hidden now: {addresses}.", "correct “{field}” if readers are to find the page; to give it up for good, write “gone” before its addresses in content/urls.lock", "somebody has linked to it"},
	{"address-unlocked", Error, "Not in content/urls.lock: {addresses}.", "add this line to content/urls.lock: {entry} — or build on your own machine, and commit content/urls.lock together with the record", "only addresses that are committed can be kept for good"},
	{"lock-line", Error, "This line holds no addresses.", "write a record and its addresses, as in member:khpi /uk/members/khpi/ — or delete the line and build again", ""},
	{"lock-conflict", Error, "A merge of two branches was not finished here.", "delete the lines that begin with <<<<<<<, ======= and >>>>>>>, and keep all the others", "git puts both sides of a merge between such lines where it could not decide"},
	{"supersedes-circle", Error, "These agreements replace each other in a circle.", "take “supersedes” out of the one that was signed first", "each of them would be replaced, and none would be in force"},
	{"supersedes-later", Error, "This agreement, signed on {signed}, cannot replace one that was signed later, on {later}.", "correct one of the two days, or let the later agreement replace the earlier one", "its page would say that the newer agreement is no longer in force"},
	{"signed-other-day", Error, "The agreement was signed on {signed}, but the ceremony at which it was signed was on {held}.", "correct one of the two, or take “dateSigned” out: it follows from the ceremony", "the page of the agreement shows both"},
	{"hour-elsewhere", Warning, "{hour} is read as the hour of {zone}, but every place of this ceremony has another: {zones}.", "add the line {fix} | add a line “timezone” with the zone in which the hour is meant", "who goes by the page would come hours early or late"},
	{"file-missing", Error, "The file “{file}” is not there.", "write {fix} | put the file into the folder {folder}", "pictures and documents lie in the record's folder, {folder}"},
}
