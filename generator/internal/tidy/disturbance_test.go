package tidy

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"diglot/generator/internal/record"
)

var keyLine = regexp.MustCompile(`^([a-zA-Z]+):`)

// speechless are fields that hold no text in the content of the sites.
var speechless = regexp.MustCompile(`^(draft|languages|aliases|needsReview|date|dateline|about|parties|agreementType|signedAt|dateSigned|` +
	`startDate|endDate|attendanceMode|location|timezone|country|fundKind|status|foundingDate|embargoUntil|coordinator|priorityAreaIsOpen):`)

// Disturb makes of a record's files others that say the same. It knows nothing of
// how they are tidied: it moves lines.
func Disturb(t *rapid.T, files []File, c *record.Config) []File {
	list := slices.Clone(files)
	chance := func(what string, of int) bool { return rapid.IntRange(0, of-1).Draw(t, what) == 0 }
	for i := range list {
		head, meta, rest, ok := halves(list[i].Bytes)
		if !ok {
			continue
		}
		entries := entriesOf(meta)
		if chance("shuffle", 2) {
			for n := range entries {
				m := rapid.IntRange(0, n).Draw(t, "place")
				entries[n], entries[m] = entries[m], entries[n]
			}
		}
		var kept []string
		for n, e := range entries {
			if strings.Count(path.Base(list[i].Path), ".") == 1 && speechless.MatchString(e) && chance("move", 3) {
				if list = intoLanguage(list, list[i].Path, e, c.Languages[rapid.IntRange(0, len(c.Languages)-1).Draw(t, "language")].Key); chance("leave", 3) {
					kept = append(kept, e)
				}
				continue
			}
			if chance("comment", 4) {
				e = "# ~ about " + strconv.Itoa(n) + "\n" + e
			}
			if chance("beside", 6) && !strings.ContainsAny(e, "|>\"") && strings.Count(e, "\n") == 1 {
				e = strings.TrimSuffix(e, "\n") + " # ~ beside\n"
			}
			if chance("blank", 5) {
				e += rapid.SampledFrom([]string{"\n", "  \n", "\n# ~ alone\n\n", "#x: y\n"}).Draw(t, "space")
			}
			if chance("trailing", 6) && !strings.ContainsAny(e, "|>") {
				e = strings.ReplaceAll(e, "\n", " \n")
			}
			kept = append(kept, e)
		}
		list[i].Bytes = []byte(head + strings.Join(kept, "") + rest)
	}
	for i := range list {
		text := string(list[i].Bytes)
		if chance("windows", 4) {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
		}
		if chance("mark", 5) {
			text = "\uFEFF" + text
		}
		if chance("end", 5) && !strings.HasSuffix(text, "---\n") && !strings.HasSuffix(text, "---\r\n") {
			text = strings.TrimRight(text, "\r\n")
		}
		list[i].Bytes = []byte(text)
	}
	return list
}

// halves takes a file apart: opening line, front matter, closing line and text.
func halves(b []byte) (head, meta, rest string, ok bool) {
	head, after, ok := strings.Cut(string(b), "---\n")
	if !ok || head != "" {
		return "", "", "", false
	}
	meta, rest, ok = strings.Cut("\n"+after, "\n---\n")
	return "---\n", strings.TrimPrefix(meta+"\n", "\n"), "---\n" + rest, ok
}

// entriesOf are the fields with the lines below each; what stands before the
// first is part of it.
func entriesOf(meta string) []string {
	var list []string
	lead := ""
	for line := range strings.Lines(meta) {
		switch {
		case keyLine.MatchString(line):
			list, lead = append(list, lead+line), ""
		case len(list) == 0:
			lead += line
		default:
			list[len(list)-1] += line
		}
	}
	return list
}

// intoLanguage puts a field into the file of a language, which may be new.
func intoLanguage(files []File, facts, entry, key string) []File {
	name := strings.TrimSuffix(facts, ".md") + "." + key + ".md"
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == name })
	if i < 0 {
		return append(files, File{name, []byte("---\n" + entry + "---\n")})
	}
	if rest, ok := strings.CutPrefix(string(files[i].Bytes), "---\n"); ok {
		files[i].Bytes = []byte("---\n" + entry + rest)
	} else {
		files[i].Bytes = []byte("---\n" + entry + "---\n" + string(files[i].Bytes))
	}
	return files
}
