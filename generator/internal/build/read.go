package build

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
	"diglot/generator/internal/render"
	"diglot/generator/internal/site"
	"diglot/generator/internal/source"
)

// configure reads site.yaml, on which everything else depends.
func (r *run) configure() error {
	f, err := source.Load(r.in.Site, record.ConfigFile)
	f.Path = record.ConfigFile
	r.next.stamps = source.Replaced(r.prev.stamps, f.Stamp()) // until all are read
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.tell(diag.New("config-missing", diag.Span{File: record.ConfigFile}))
		r.stopped = true
		return nil
	case err != nil:
		r.tell(source.Trouble(record.ConfigFile, err))
		r.stopped = true
		return nil
	}
	key := digestOf(f.Digest(), r.in.BaseURL)
	if r.prev.config.key == key {
		r.next.config = r.prev.config
	} else {
		c, found := record.ParseConfig(f.Bytes)
		if r.in.BaseURL != "" {
			c.BaseURL = strings.TrimSuffix(r.in.BaseURL, "/") + "/"
		}
		r.next.config = keyed[*record.Config]{key, c, found}
	}
	r.tell(r.next.config.found...)
	r.stopped = Report{Found: r.report.Found}.Failed(false)
	return nil
}

// inputs are the files of the site by what they are for. Of those below
// content/ and static/ the bytes are not kept.
type inputs struct {
	tree     source.Tree
	layouts  []render.File
	styles   []asset.Part
	script   []byte // of the search page
	strings  []source.File
	content  []*parsed
	attached []picture
	theme    []copied // all files of the layouts
	static   []copied
	lock     source.File
	names    source.File // rules for names in texts
	unread   []string    // paths of files that cannot be read
}

// loaded is what reading one file gives: one of these.
type loaded struct {
	stamp   source.Stamp
	trouble *diag.Diagnostic
	kept    source.File   // of layouts
	digest  source.Digest // of those, and of files that are published as they are
	parsed  *parsed
	picture *picture
	found   []diag.Diagnostic // of files that are published as they are
}

// read reads every file once that may have changed since the last build, and
// decodes the front matter of the Markdown files that have.
func (r *run) read() error {
	entries, found, err := source.List(r.in.Site)
	if err != nil {
		return err
	}
	r.unread(found...)
	if r.in.Texts != nil {
		r.in.Texts(sizeOfTexts(entries))
	}
	files := make([]loaded, len(entries))
	if err := each(r.ctx, len(entries), func(i int) error {
		var err error
		files[i], err = r.load(entries[i])
		return err
	}); err != nil {
		return err
	}
	if !r.in.Once {
		r.next.loads = make(map[string]loaded, len(files))
	}
	read := make([]source.Stamp, 0, len(files))
	for _, f := range files {
		if f.trouble != nil {
			r.unread(*f.trouble)
			continue
		}
		read = append(read, f.stamp)
		if !r.in.Once {
			r.next.loads[f.stamp.Path] = f
		}
		r.tell(f.found...)
		r.inputs.add(f)
	}
	r.inputs.tree = source.NewTree(r.in.Site, read)
	r.next.stamps = r.inputs.tree.Files
	r.next.files = make(map[string]*parsed, len(r.inputs.content))
	for _, p := range r.inputs.content {
		r.next.files[p.path] = p
		r.tell(p.found...)
	}
	r.next.media = make(map[string]picture, len(r.inputs.attached))
	for _, p := range r.inputs.attached {
		r.next.media[p.Path] = p
	}
	return nil
}

func sizeOfTexts(entries []source.Entry) (size int64) {
	for _, e := range entries {
		if strings.HasPrefix(e.Path, record.ContentDir+"/") && path.Ext(e.Path) == ".md" {
			size += e.Size
		}
	}
	return size
}

// unread tells of files that cannot be read. The records that they belong to
// are not missing.
func (r *run) unread(found ...diag.Diagnostic) {
	r.tell(found...)
	for _, d := range found {
		r.inputs.unread = append(r.inputs.unread, d.Span.File)
	}
}

// load reads one file, unless it is the one that the last build has read. It runs
// beside other loads, and changes nothing.
func (r *run) load(e source.Entry) (loaded, error) {
	name := e.Path
	if old, ok := r.prev.loads[name]; ok && e.Unread(old.stamp) && r.prev.config.key == r.next.config.key {
		return old, nil
	}
	f, err := source.LoadInto(r.spare.take(), r.in.Site, name)
	switch {
	case source.IsExhausted(err):
		return loaded{}, err
	case err != nil:
		d := source.Trouble(name, err)
		return loaded{trouble: &d}, nil
	}
	defer r.spare.put(f.Bytes)
	if r.in.Read != nil {
		r.in.Read(f)
	}
	l := loaded{stamp: f.Stamp()}
	switch {
	case name == site.LockFile, name == record.SpellingsFile:
		l.keep(f)
	case !strings.HasPrefix(name, record.ContentDir+"/"):
		if l.digest = f.Digest(); strings.HasPrefix(name, staticDir) {
			l.found = harm(f)
		} else {
			l.keep(f)
		}
	case path.Ext(name) == ".md":
		l.parsed = r.parse(f, l.stamp.Mark)
	default:
		l.picture = r.measure(f, l.stamp.Mark)
		l.found = l.picture.found
	}
	return l, nil
}

// keep keeps a file with its bytes, whose buffer will hold those of another.
func (l *loaded) keep(f source.File) {
	f.Bytes = bytes.Clone(f.Bytes)
	l.kept = f
}

const (
	staticDir  = "static/"
	layoutsDir = "layouts/"
	stringsDir = "layouts/strings/"
)

// add files one file under what it is for.
func (in *inputs) add(l loaded) {
	name := l.stamp.Path
	if strings.HasPrefix(name, layoutsDir) {
		in.theme = append(in.theme, copied{from: name, digest: l.digest})
	}
	switch {
	case name == site.LockFile:
		in.lock = l.kept
	case name == record.SpellingsFile:
		in.names = l.kept
	case l.parsed != nil:
		in.content = append(in.content, l.parsed)
	case l.picture != nil:
		in.attached = append(in.attached, *l.picture)
	case strings.HasPrefix(name, staticDir):
		in.static = append(in.static, copied{name, strings.TrimPrefix(name, staticDir), l.digest})
	case strings.HasPrefix(name, asset.StyleDir+"/"):
		in.styles = append(in.styles, asset.Part{Path: name, Bytes: l.kept.Bytes})
	case name == asset.ScriptPath:
		in.script = l.kept.Bytes
	case strings.HasPrefix(name, stringsDir):
		in.strings = append(in.strings, l.kept)
	case strings.HasPrefix(name, layoutsDir) && path.Ext(name) == ".html":
		in.layouts = append(in.layouts, render.File{Path: name, Bytes: l.kept.Bytes})
	}
}

// parse decodes a Markdown file's front matter, unless it is known from the
// last build.
func (r *run) parse(f source.File, mark source.Mark) *parsed {
	if old, ok := r.prev.files[f.Path]; ok && old.mark == mark && r.prev.config.key == r.next.config.key {
		return old
	}
	p := &parsed{path: f.Path, mark: mark}
	origin, found := record.OriginOf(f.Path, r.next.config.value)
	if len(found) > 0 {
		p.found = found
		return p
	}
	p.known = true
	p.file = record.ParseFile(f.Path, origin, f.Bytes, r.next.config.value)
	p.found = p.file.Bad
	return p
}

// measure reads the size of a picture and looks for harm in it, unless both are
// known.
func (r *run) measure(f source.File, mark source.Mark) *picture {
	if old, ok := r.prev.media[f.Path]; ok && old.mark == mark {
		return &old
	}
	p := &picture{mark: mark, Attachment: site.Attachment{Path: f.Path, Digest: f.Digest(), Bytes: int64(len(f.Bytes))}, found: harm(f)}
	if asset.IsPicture(f.Path) {
		p.measure(f)
	}
	return p
}
