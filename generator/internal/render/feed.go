package render

import (
	"errors"
	"fmt"

	"diglot/generator/internal/view"
)

// Feed writes a feed as an Atom document (RFC 4287) with the full text of its
// entries, which the worker fetches. It is an error if an element that the RFC
// requires would be empty, if two entries have one id, or if an address is not
// absolute.
func Feed(w *Worker, f view.Feed) ([]byte, error) {
	return atomFeed(f, func(p view.Prose) (string, error) {
		html, err := appendProse(nil, p, w.bodies)
		return string(html), err
	})
}

// atomFeed writes a feed with the HTML that prose returns for a text.
func atomFeed(f view.Feed, prose func(view.Prose) (string, error)) ([]byte, error) {
	if err := checkFeed(f); err != nil {
		return nil, fmt.Errorf("write feed %s: %w", f.Self, err)
	}
	w := &xmlWriter{}
	w.WriteString(xmlHeader)
	w.open("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", f.Lang)
	w.WriteByte('\n')
	feedHead(w, f)
	for _, e := range f.Entries {
		if err := feedEntry(w, f.Lang, e, prose); err != nil {
			return nil, fmt.Errorf("write feed %s: %w", f.Self, err)
		}
	}
	w.shut("feed")
	return w.Bytes(), nil
}

// checkFeed finds what RFC 4287 section 4.1 requires and the view lacks.
func checkFeed(f view.Feed) error {
	if f.ID == "" || f.Title == "" || f.Updated == "" || f.Author.Name == "" {
		return errors.New("a feed needs an id, a title, a day and an author")
	}
	if err := checkFeedLinks(f.Self, f.Alternates); err != nil {
		return err
	}
	seen := make(map[string]bool, len(f.Entries))
	for _, e := range f.Entries {
		if e.ID == "" || e.Title == "" || e.Updated == "" {
			return fmt.Errorf("the entry %q needs an id, a title and a day", e.ID)
		}
		if seen[e.ID] {
			return fmt.Errorf("two entries have the id %s", e.ID)
		}
		seen[e.ID] = true
		if err := checkFeedLinks(e.URL, e.Others); err != nil {
			return err
		}
	}
	return nil
}

// checkFeedLinks finds an address that is not absolute.
func checkFeedLinks(url string, links []view.FeedLink) error {
	if err := checkAddress(url); err != nil {
		return err
	}
	for _, l := range links {
		if err := checkAddress(l.URL); err != nil {
			return err
		}
	}
	return nil
}

// feedHead writes what stands before the entries.
func feedHead(w *xmlWriter, f view.Feed) {
	w.element("id", f.ID)
	w.element("title", onKeyboard(f.Title))
	w.element("subtitle", onKeyboard(f.Subtitle))
	w.element("updated", f.Updated)
	feedLink(w, "self", view.FeedLink{URL: f.Self, Type: "application/atom+xml", Hreflang: f.Lang})
	for _, l := range f.Alternates {
		feedLink(w, "alternate", l)
	}
	feedLink(w, "license", view.FeedLink{URL: f.Licence.URL})
	w.open("author")
	w.WriteByte('\n')
	w.element("name", onKeyboard(f.Author.Name))
	w.element("uri", f.Author.URL)
	w.element("email", f.Author.Email)
	w.shut("author")
	w.element("rights", onKeyboard(f.Rights))
}

// feedLink writes a link, or nothing where there is no address.
func feedLink(w *xmlWriter, rel string, l view.FeedLink) {
	if l.URL != "" {
		w.empty("link", "rel", rel, "type", l.Type, "hreflang", l.Hreflang, "title", onKeyboard(l.Title), "href", l.URL)
	}
}

// feedEntry writes one entry. The base of its content is the address of the
// announcement, for the sake of links within the text, such as those to its
// footnotes.
func feedEntry(w *xmlWriter, lang string, e view.FeedEntry, prose func(view.Prose) (string, error)) error {
	w.open("entry")
	w.WriteByte('\n')
	w.element("id", e.ID)
	w.element("title", onKeyboard(e.Title))
	w.element("published", e.Published)
	w.element("updated", e.Updated)
	feedLink(w, "alternate", view.FeedLink{URL: e.URL, Type: "text/html", Hreflang: lang})
	for _, l := range e.Others {
		feedLink(w, "alternate", l)
	}
	for _, c := range e.Categories {
		w.empty("category", "term", c.Term, "scheme", c.Scheme, "label", onKeyboard(c.Label))
	}
	w.element("summary", onKeyboard(e.Summary))
	if e.Prose.File != "" {
		html, err := prose(e.Prose)
		if err != nil {
			return fmt.Errorf("write entry %s: %w", e.ID, err)
		}
		w.element("content", html, "type", "html", "xml:base", e.URL, "xml:lang", e.Prose.Tag)
	}
	w.shut("entry")
	return nil
}
