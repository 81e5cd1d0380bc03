package view

// Pages are the types that a Job's view can be a pointer to.
var Pages = []any{
	&HomePage{}, &AnnouncementPage{}, &CeremonyPage{}, &MemberPage{}, &AgreementPage{}, &ProgrammePage{}, &FundPage{},
	&AlliancePage{}, &ArticlePage{}, &ListPage{}, &TimelinePage{}, &NamesPage{}, &SearchPage{}, &DataPage{}, &EntrancePage{}, &RedirectPage{}, &ParallelPage{},
	&Feed{}, &Calendar{}, &Sitemap{}, &Robots{}, &Headers{}, &Redirects{}, &Dataset{}, &Citation{}, &DataIndex{}, &DataSchema{}, &Graph{},
}
