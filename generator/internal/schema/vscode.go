package schema

import (
	"path"
	"strings"

	"diglot/generator/internal/record"
)

// VSCode returns the files of a folder .vscode, by which Visual Studio Code
// takes the schemas of a folder for the files of facts, recommends the extension
// that reads them (redhat.vscode-yaml), and lists findings of the check
// command beside its own. The command is that of this program.
//
// Files of facts have fields and no text: the editor takes them for YAML, files
// of texts stay Markdown.
func VSCode(c *record.Config, folder, command string) ([]File, error) {
	schemas, associations := object{}, object{{record.ContentDir + "/*/**/*.md", "yaml"}}
	for _, k := range record.Kinds {
		schemas = append(schemas, member{"./" + path.Join(folder, k.Name+".schema.json"), []string{path.Join(record.ContentDir, k.Section, "**/*.md")}})
	}
	for i := range associations {
		associations[i].key = "**/" + associations[i].key
	}
	for _, l := range c.Languages { // the longer pattern is the one that holds
		associations = append(associations, member{"**/" + record.ContentDir + "/*/**/*." + l.Key + ".md", "markdown"})
	}
	var files []File
	for _, f := range []struct {
		name string
		what object
	}{
		{"settings.json", object{{"files.associations", associations}, {"yaml.schemas", schemas}}},
		{"extensions.json", object{{"recommendations", []string{"redhat.vscode-yaml"}}}},
		{"tasks.json", tasks(command)},
	} {
		b, err := indented(f.what)
		if err != nil {
			return nil, err
		}
		files = append(files, File{f.name, b})
	}
	return files, nil
}

// Problem is what the check command prints of a finding with --format github, in
// any language of messages: severity, file, line, column, end, code, sentence.
const Problem = `^::(error|warning|notice) file=([^,]+),line=(\d+)(?:,col=(\d+))?(?:,endColumn=(\d+))?,title=([a-z-]+)::(.*?)(?:%0A.*)?$`

// ProblemOfFile is the same of a finding about a file as a whole.
const ProblemOfFile = `^::(error|warning|notice) file=([^,]+),title=([a-z-]+)::(.*?)(?:%0A.*)?$`

func tasks(command string) object {
	matcher := func(pattern object) object {
		return object{{"owner", "diglot"}, {"source", "diglot"}, {"severity", "info"},
			{"fileLocation", []string{"relative", "${workspaceFolder}"}}, {"pattern", pattern}}
	}
	located := object{{"regexp", Problem}, {"severity", 1}, {"file", 2}, {"line", 3}, {"column", 4}, {"endColumn", 5}, {"code", 6}, {"message", 7}}
	whole := object{{"regexp", ProblemOfFile}, {"kind", "file"}, {"severity", 1}, {"file", 2}, {"code", 3}, {"message", 4}}
	task := func(label, arguments string, more ...member) object {
		return append(object{{"label", "diglot: " + label}, {"type", "shell"}, {"command", strings.TrimSpace(command + " " + arguments)}}, more...)
	}
	return object{{"version", "2.0.0"}, {"tasks", []object{
		task("check", "check --format github", member{"group", "test"}, member{"problemMatcher", []object{matcher(located), matcher(whole)}}),
		task("serve", "serve", member{"isBackground", true}, member{"problemMatcher", []string{}}),
		task("schema", "schema", member{"problemMatcher", []string{}}),
	}}}
}
