package sample

// plan is how many records of each kind a site has.
type plan struct {
	members, agreements, ceremonies, announcements, people int
}

// allMembers is twice the number that the Alliance declared: lists have to
// bear some growth.
const allMembers = 282

// planFor shares a number of pages among the kinds. Every record has a page in
// each of two languages; lists, years and facets have their own.
func planFor(pages int) plan {
	pages = max(pages, 250)
	p := plan{members: min(allMembers, pages/5)}
	p.agreements = pages / 20
	p.ceremonies = pages / 60
	p.people = min(120, pages/20)
	p.announcements = max(10, (pages-p.others())/2)
	return p
}

// others is about the number of pages that are not announcements.
func (p plan) others() int {
	const fixed = 2 * (1 + 3 + 3 + 3 + 6) // alliance, programmes, funds, pages; fronts and sections
	years := 2 * 17
	facets := 2 * (len(cities) + 2 + 2 + len(agreementTypes) + 2)
	parties := 2 * min(p.members, 2*p.agreements)
	return 2*(p.members+p.agreements+p.ceremonies) + fixed + years + facets + parties
}
