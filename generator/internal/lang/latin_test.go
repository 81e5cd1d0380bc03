package lang

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The examples of the resolution, and what it leaves to a reader: capitals,
// hyphens, the letters of other alphabets.
func TestUkrainianIsTransliteratedOfficially(t *testing.T) {
	for _, pair := range strings.Fields(`
		Алушта=Alushta Борщагівка=Borshchahivka Вишгород=Vyshhorod Гадяч=Hadiach Згорани=Zghorany Ґалаґан=Galagan Ґорґани=Gorgany
		Донецьк=Donetsk Рівне=Rivne Єнакієве=Yenakiieve Гаєвич=Haievych Короп’є=Koropie Житомир=Zhytomyr Закарпаття=Zakarpattia
		Медвин=Medvyn Іршава=Irshava Їжакевич=Yizhakevych Кадиївка=Kadyivka Мар’їне=Marine Йосипівка=Yosypivka Стрий=Stryi
		Київ=Kyiv Лебедин=Lebedyn Харків=Kharkiv Біла=Bila Церква=Tserkva Чернівці=Chernivtsi Шостка=Shostka Щербухи=Shcherbukhy
		Гоща=Hoshcha Юрій=Yurii Крюківка=Kriukivka Яготин=Yahotyn Костянтин=Kostiantyn Знам'янка=Znamianka Феодосія=Feodosiia
		Згурський=Zghurskyi Розгон=Rozghon ЗГУРІВКА=ZGHURIVKA ЩЕРБА=SHCHERBA Івано-Яківка=Ivano-Yakivka «Єдність»=«Yednist» KhPI=KhPI 大连=大连 Зʼїзд=Zizd`) {
		ukrainian, want, _ := strings.Cut(pair, "=")
		if got := Latin(ukrainian); got != want {
			t.Errorf("%s: %s, want %s", ukrainian, got, want)
		}
	}
	if got := Latin("Згурськии\u0306"); got != "Zghurskyi" {
		t.Errorf("decomposed й: %s", got)
	}
}

func TestSlugIsReadableOrAskedFor(t *testing.T) {
	for text, want := range map[string]string{
		"Відкриття Альянсу – 2021": "vidkryttia-aliansu-2021", "Мар’їнка": "marinka", "№ 5": "no-5", "École d’été": "ecole-d-ete",
		"Łódź & Straße": "lodz-strasse", "  -- ": "", "大连理工大学": "", "ХПІ та 大连": "", "Выезд": "", "ＤＬＵＴ": "dlut", "a_b": "a-b",
	} {
		if got := Slug(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Planted bugs this test has caught: a hyphen at the end; the accents of Latin
// letters taken for signs between words.
func TestSlugIsWellFormedAndStays(t *testing.T) {
	form := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[А-ЯҐЄІЇа-яґєії’ʼ'«» 0-9–éÉłß-]{0,20}`)).Draw(t, "text")
		slug := Slug(text)
		if !form.MatchString(slug) || Slug(slug) != slug || Slug(strings.ToUpper(slug)) != slug {
			t.Fatalf("%q: %q, again %q", text, slug, Slug(slug))
		}
		if accents := regexp.MustCompile(`é|É`); Slug(accents.ReplaceAllString(text, "e")) != slug {
			t.Fatalf("%q: %q, without accents %q", text, slug, Slug(accents.ReplaceAllString(text, "e")))
		}
	})
}
