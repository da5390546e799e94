package arch

import (
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// root is the repository, seen from this package's folder.
const root = "../.."

func repository(t *testing.T) fs.FS {
	t.Helper()
	if _, err := os.Stat(root + "/go.mod"); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(root)
}

func repositoryGo(t *testing.T) []goFile {
	t.Helper()
	files, err := loadGo(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go file found: the rules would hold for nothing")
	}
	return files
}

func none(t *testing.T, found []Finding) {
	t.Helper()
	for _, finding := range found {
		t.Error(finding)
	}
}

func TestGoImportsFollowTheTable(t *testing.T)     { none(t, checkImports(repositoryGo(t))) }
func TestGoHabits(t *testing.T)                    { none(t, checkHabits(repositoryGo(t))) }
func TestGoTestsSkipNothing(t *testing.T)          { none(t, checkSkips(repositoryGo(t))) }
func TestEveryPackageSaysWhatItIsFor(t *testing.T) { none(t, checkPackageDocs(repositoryGo(t))) }

func TestExportedNamesAreDocumented(t *testing.T) {
	docs := countDocs(repositoryGo(t))
	if docs.share() < 0.85 {
		t.Errorf("%d of %d exported names are documented (%.0f %%, at least 85 wanted):\n%s",
			docs.documented, docs.exported, 100*docs.share(), strings.Join(docs.missing, "\n"))
	}
}

func TestWebImportsFollowTheTable(t *testing.T) {
	files, err := loadWeb(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	none(t, checkWeb(files))
}

func TestWebTestsSkipNothing(t *testing.T) {
	found, err := checkWebSkips(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	none(t, found)
}

func TestCommittedFilesNameNoMachineAndNoRegistry(t *testing.T) { inCommitted(t, checkText) }
func TestCommittedFilesAreWrittenByPeople(t *testing.T)         { inCommitted(t, checkContents) }

func inCommitted(t *testing.T, check func(tree fs.FS, names []string) ([]Finding, error)) {
	t.Helper()
	names, err := committed()
	if err != nil {
		t.Fatal(err)
	}
	found, err := check(repository(t), names)
	if err != nil {
		t.Fatal(err)
	}
	none(t, found)
}

// committed lists what git tracks and has on disk; an unpacked archive without
// git is walked instead.
func committed() ([]string, error) {
	var names []string
	out, err := exec.Command("git", "-C", root, "ls-files").Output()
	if err != nil {
		err = walk(os.DirFS(root), func(name string) error {
			names = append(names, name)
			return nil
		})
		return names, err
	}
	for name := range strings.Lines(string(out)) {
		name = strings.TrimSuffix(name, "\n")
		if info, err := os.Stat(root + "/" + name); err == nil && info.Mode().IsRegular() {
			names = append(names, name)
		}
	}
	return names, nil
}
