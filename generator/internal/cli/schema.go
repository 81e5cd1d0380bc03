package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"diglot/generator/internal/roster"
	"diglot/generator/internal/schema"
)

// schemaDir is where schemas are written, and cmsDir where the configuration of
// a content management system is, within the generator's own folder.
const (
	schemaDir = workDir + "/schema"
	cmsDir    = workDir + "/cms"
)

// schemaFlags are the flags of the command.
type schemaFlags struct{ dir, editor, repository string }

// sveltia is the form of the configuration of Sveltia CMS.
const sveltia = "sveltia"

func schemaCommand(s *settings) *cobra.Command {
	var flags schemaFlags
	c := &cobra.Command{
		Use:  "schema",
		Args: s.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return s.schema(c.Context(), flags) },
	}
	f := c.Flags()
	f.StringVar(&flags.dir, "dir", "", "")
	f.StringVar(&flags.editor, "editor", "", "")
	f.StringVar(&flags.repository, "repository", "OWNER/NAME", "")
	return c
}

// schema writes what other programs want to know.
func (s *settings) schema(ctx context.Context, flags schemaFlags) error {
	l := s.words()
	if s.format != text && s.format != "json" && s.format != sveltia {
		return usage(l, "choice", "flag", "format", "words", orList(l, []string{"json", sveltia}), "given", s.format)
	}
	if flags.editor != "" && flags.editor != vscode {
		return usage(l, "editor", "given", flags.editor, "near", vscode)
	}
	folder, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer folder.Close()
	content, err := s.roster(folder)
	if err != nil {
		return err
	}
	if s.format == sveltia {
		return s.cms(content, flags)
	}
	files, err := schema.Files(content, l)
	if err != nil {
		return failure{err}
	}
	flags.dir = cmp.Or(flags.dir, schemaDir)
	if err := rewrite(s.below(flags.dir), files); err != nil {
		return failure{err}
	}
	fmt.Fprintln(s.stderr, s.say("schema-written", "files", l.Count(len(files), "file"), "folder", filepath.ToSlash(flags.dir)))
	if flags.editor == "" {
		fmt.Fprintln(s.stderr, s.say("schema-editor", "command", invocation()))
		return nil
	}
	return s.editor(content, flags.dir)
}

// cms writes the configuration of a content management system.
func (s *settings) cms(content *roster.Roster, flags schemaFlags) error {
	f, err := schema.Sveltia(content, s.words(), flags.repository)
	if err != nil {
		return failure{err}
	}
	dir := cmp.Or(flags.dir, cmsDir)
	if err := rewrite(s.below(dir), []schema.File{f}); err != nil {
		return failure{err}
	}
	fmt.Fprintln(s.stderr, s.say("schema-cms", "file", filepath.ToSlash(filepath.Join(dir, f.Name))))
	return nil
}

// vscode is the editor whose settings are known, and names its folder.
const vscode = "vscode"

// editor writes the settings of the editor, where there are none.
func (s *settings) editor(content *roster.Roster, dir string) error {
	files, err := schema.VSCode(content.Config, filepath.ToSlash(dir), invocation())
	if err != nil {
		return failure{err}
	}
	root, err := os.OpenRoot(s.source)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	for _, f := range files {
		name := "." + vscode + "/" + f.Name
		switch err := created(root, name, f.Bytes); {
		case errors.Is(err, fs.ErrExist):
			fmt.Fprintln(s.stderr, s.say("schema-kept", "file", name))
			if err := written(s.stdout.Write(f.Bytes)); err != nil {
				return err
			}
		case err != nil:
			return failure{fmt.Errorf("write %s: %w", name, err)}
		default:
			fmt.Fprintln(s.stderr, s.say("made", "file", name))
		}
	}
	return nil
}

// created writes a file that is not there yet, with its folder.
func created(root *os.Root, name string, b []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

// rewrite makes a folder hold these files, each as a whole.
func rewrite(dir string, files []schema.File) error {
	err := os.MkdirAll(dir, 0o777)
	for _, f := range files {
		err = errors.Join(err, replace(filepath.Join(dir, f.Name), f.Bytes))
	}
	if err != nil {
		return fmt.Errorf("write the schemas: %w", err)
	}
	return nil
}
