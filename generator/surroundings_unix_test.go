//go:build unix

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
)

var (
	rounds = flag.Int("rounds", 4, "how many surroundings TestSurroundingsChangeNothing tries")
	seed   = flag.Uint64("seed", 0, "the seed from which they are drawn; 0 for another each time")
)

// surroundings are what a command finds about it, and what is no part of the
// site.
type surroundings struct {
	environment []string
	umask       string
	folder      string // of the site, below a new one
	from        string // the working folder: "site", "above" or "elsewhere"
	order       uint64 // in which the site's files were made
}

var plain = surroundings{environment: []string{"HOME=/", "LANG=C.UTF-8", "TZ=Etc/GMT+12"}, umask: "022", folder: "site", from: "site"}

// draw makes up surroundings.
func draw(r *rand.Rand) surroundings {
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	s := surroundings{umask: one("077", "000", "027", "022", "002"), from: one("site", "above", "elsewhere"), order: r.Uint64(), folder: "s"}
	for range r.IntN(9) {
		s.folder = filepath.Join(s.folder, one("a", "дані", "网站 内容", "with space", "it's", "100%", "[x]", "b.c", "&lt;"))
	}
	for _, v := range []string{
		fmt.Sprint("GOMAXPROCS=", 1+r.IntN(12)), "TZ=" + one("Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12", "", "nonsense"),
		"GOGC=" + one("off", "1", "20", "400"), "LANG=" + one("uk_UA.UTF-8", "zh_CN.GB18030", "tr_TR.UTF-8", "C"), "LC_ALL=" + one("zh_CN.UTF-8", "uk_UA.KOI8-U", "POSIX"),
		"HOME=" + one("/", "/nowhere", ""), "TMPDIR=" + one("/tmp", "/nowhere"), "USER=" + one("x", "станція"), "COLUMNS=" + one("20", "500"), "TERM=" + one("dumb", "xterm"),
	} {
		if r.IntN(4) > 0 {
			s.environment = append(s.environment, v)
		}
	}
	return s
}

// machine runs commands in surroundings.
type machine struct {
	surroundings
	diglot, root string
}

func (m machine) site() string { return filepath.Join(m.root, m.folder) }

// lay makes the site's files, in the order of these surroundings.
func (m machine) lay(files fstest.MapFS) error {
	r := rand.New(rand.NewPCG(m.order, 0))
	names := slices.Sorted(maps.Keys(files))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		name, data := filepath.Join(m.site(), filepath.FromSlash(name)), files[name].Data
		past := time.Unix(r.Int64N(1<<31), 0)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, data, 0o644),
			os.Chmod(name, []fs.FileMode{0o600, 0o644, 0o664}[r.IntN(3)]), os.Chtimes(name, past, past)); err != nil {
			return err
		}
	}
	return nil
}

var (
	took   = regexp.MustCompile(`in \d+ ms`)
	option = regexp.MustCompile(` -s ('[^']*(\\''[^']*)*'|"[^"]*"|\S+)`)
)

// say runs a command on the site and returns its exit code and what it printed
// in English, without times and without the name of the folder.
func (m machine) say(args ...string) (string, error) {
	c := exec.Command("/bin/sh", append([]string{"-c", `umask "$0"; exec "$@"`, m.umask, m.diglot, "--lang", "en"}, args...)...)
	c.Env = append(slices.Clip(m.environment), "PATH="+os.Getenv("PATH"), "SOURCE_DATE_EPOCH=1796083200") // 2026-12-01
	c.Dir = m.site()
	switch m.from {
	case "above":
		c.Dir = m.root
		c.Args = append(c.Args, "-s", m.folder)
	case "elsewhere":
		c.Dir = "/"
		c.Args = append(c.Args, "-s", m.site())
	}
	out, err := c.CombinedOutput()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		return "", err
	}
	said := strings.NewReplacer(m.site(), "SITE").Replace(option.ReplaceAllString(string(out), ""))
	return fmt.Sprintf("$ diglot %s: %d\n%s", strings.Join(args, " "), c.ProcessState.ExitCode(), took.ReplaceAllString(said, "in N ms")), nil
}

// lies describes all that lies in the published folder, with the lock of
// addresses, whose permissions are its author's affair.
func (m machine) lies() (string, error) {
	var b bytes.Buffer
	public := filepath.Join(m.site(), "public")
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, strings.TrimPrefix(name, public), info.Mode())
		if d.IsDir() {
			return nil
		}
		content, err := os.ReadFile(name)
		b.Write(content)
		return err
	})
	lock, wrong := os.ReadFile(filepath.Join(m.site(), filepath.FromSlash(site.LockFile)))
	return b.String() + string(lock), errors.Join(err, wrong)
}

// happen makes a site, works on it, and returns all that came of it.
func (m machine) happen(w world) (string, error) {
	if err := m.lay(w.clean); err != nil {
		return "", err
	}
	var all strings.Builder
	do := func(commands ...[]string) error {
		for _, args := range commands {
			said, err := m.say(args...)
			if err != nil {
				return err
			}
			all.WriteString(said)
		}
		return nil
	}
	if err := do([]string{"build"}, []string{"build"}, []string{"check"}); err != nil {
		return "", err
	}
	if w.address != "" {
		if err := do([]string{"why", w.address}); err != nil {
			return "", err
		}
	}
	lies, err := m.lies()
	if err != nil {
		return "", errors.Join(err, errors.New(all.String()))
	}
	all.WriteString(lies)
	if err := m.lay(w.faulty); err != nil {
		return "", err
	}
	err = do([]string{"build"}, []string{"check", "--strict"}, []string{"check", "--format", "json"})
	return all.String(), err
}

// world is a site, and the same when somebody broke it.
type world struct {
	clean, faulty fstest.MapFS
	address       string // of a page that is asked about
}

// worlds are the newsroom and the shipped site.
func worlds(t *testing.T) []world {
	news := sitetest.Newsroom(t)
	for name, text := range map[string]string{ // in Kyiv it is today
		".md": "date: 2026-12-01\nabout: [place:lviv]", ".uk.md": "title: Сьогодні", ".zh.md": "title: 今天",
	} {
		body := map[bool]string{true: "2026\n"}[name != ".md"]
		news["content/announcements/today"+name] = &fstest.MapFile{Data: []byte("---\n" + text + "\n---\n" + body)}
	}
	news[site.LockFile] = &fstest.MapFile{Data: sitetest.LockOf(t, news)}
	broken := maps.Clone(news)
	for _, f := range faults(t) {
		if err := f.plant(broken); err != nil {
			t.Fatal(err)
		}
	}
	shipped := sitetest.Shipped(t)
	wrong := maps.Clone(shipped)
	for _, name := range slices.Sorted(maps.Keys(shipped)) {
		if strings.HasSuffix(name, ".uk.md") {
			wrong[name] = &fstest.MapFile{Data: append(slices.Clip(shipped[name].Data), "\n[а](nobody.md) [](member:nix) <b>\n"...)}
		}
	}
	return []world{{news, broken, ""}, {shipped, wrong, "/uk/members/khpi/"}}
}

// Wherever a site lies and whatever is about it, every published byte, every
// permission and every line that is printed is the same: the order in which its
// files were made, their times and permissions, processors, time zone, locale,
// mask of permissions, working folder, names of folders, collector of garbage,
// home. A locale chooses the language of the terminal alone.
//
// Planted bugs this test has caught: permissions left to the mask; a day in the
// machine's own time zone; the working folder in a feed, and the number of
// processors; findings in the order of a map; the time of site.yaml, and the
// home that is not there, told; a letter of the locale in a feed.
//
//	go test ./generator -run TestSurroundingsChangeNothing -rounds=32 -seed=1
func TestSurroundingsChangeNothing(t *testing.T) {
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	diglot := filepath.Join(t.TempDir(), "diglot") // the name under which TestMain is the command
	if err := os.Symlink(self, diglot); err != nil {
		t.Fatal(err)
	}
	all := worlds(t)
	var wants []string
	for _, w := range all {
		want, err := machine{plain, diglot, t.TempDir()}.happen(w)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(want, "error[") < 10 || !strings.Contains(want, "diglot build: 0\nbuilt ") {
			t.Fatalf("too little is said:\n%.2000s", want)
		}
		wants = append(wants, want)
	}
	for round := range *rounds {
		i := round % len(all)
		m := machine{draw(rand.New(rand.NewPCG(*seed, uint64(round)))), diglot, t.TempDir()}
		got, err := m.happen(all[i])
		if err != nil {
			t.Fatalf("round %d of -seed=%d, %+v: %v", round, *seed, m.surroundings, err)
		}
		if got != wants[i] {
			t.Errorf("round %d of -seed=%d, %+v:\n%s", round, *seed, m.surroundings, parting(got, wants[i]))
		}
		if err := os.RemoveAll(m.root); err != nil {
			t.Fatal(err)
		}
	}
}

// parting shows where two texts part.
func parting(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(0, strings.LastIndexByte(got[:i], '\n'), i-200)
	return fmt.Sprintf("%.500q\nnot\n%.500q", got[from:], want[from:])
}
