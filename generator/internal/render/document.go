package render

import (
	"fmt"
	"path"

	"diglot/generator/internal/view"
)

// Parts renders any view to the file at a path, or to several where it is too
// large for one. What kind of file it becomes is decided by the view's type,
// for a table of open data by the ending of the path. The bytes are the
// caller's.
func (w *Worker) Parts(name string, v any) ([]Part, error) {
	if s, ok := v.(*view.Sitemap); ok {
		return Sitemap(*s)
	}
	b, err := w.document(name, v)
	return []Part{{name, b}}, err
}

func (w *Worker) document(name string, v any) ([]byte, error) {
	switch v := v.(type) {
	case *view.Feed:
		return Feed(w, *v)
	case *view.Calendar:
		return Calendar(*v)
	case *view.Citation:
		return Citation(name, *v)
	case *view.Robots:
		return Robots(*v), nil
	case *view.Headers:
		return Headers(*v), nil
	case *view.Redirects:
		return Redirects(*v), nil
	case *view.DataIndex:
		return DataIndex(*v), nil
	case *view.Graph:
		return DataGraph(*v), nil
	case *view.DataSchema:
		return DataSchema(*v)
	case *view.Dataset:
		return table(name, *v)
	}
	return w.Page(v)
}

func table(name string, d view.Dataset) ([]byte, error) {
	switch path.Ext(name) {
	case ".json":
		return DataJSON(d)
	case ".csv":
		return DataCSV(d)
	}
	return nil, fmt.Errorf("render %s: open data is JSON or CSV", name)
}
