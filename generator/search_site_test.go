package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/sitetest"
)

// madeUp are cities of members that do not exist: id, name and adjective in
// Ukrainian, Chinese, English.
const (
	madeUpUA = `odesa Одеса Одеський 敖德萨 Odesa
		lviv Львів Львівський 利沃夫 Lviv
		poltava Полтава Полтавський 波尔塔瓦 Poltava
		vinnytsia Вінниця Вінницький 文尼察 Vinnytsia
		lutsk Луцьк Луцький 卢茨克 Lutsk
		uzhhorod Ужгород Ужгородський 乌日霍罗德 Uzhhorod
		rivne Рівне Рівненський 罗夫诺 Rivne
		zhytomyr Житомир Житомирський 日托米尔 Zhytomyr
		cherkasy Черкаси Черкаський 切尔卡瑟 Cherkasy
		ternopil Тернопіль Тернопільський 捷尔诺波尔 Ternopil
		zaporizhzhia Запоріжжя Запорізький 扎波罗热 Zaporizhzhia`
	madeUpCN = `harbin Харбін Харбінський 哈尔滨 Harbin
		wuhan Ухань Уханський 武汉 Wuhan
		nanjing Нанкін Нанкінський 南京 Nanjing
		xian Сіань Сіанський 西安 Xi’an
		guangzhou Гуанчжоу Гуанчжоуський 广州 Guangzhou
		qingdao Ціндао Ціндаоський 青岛 Qingdao
		chongqing Чунцін Чунцінський 重庆 Chongqing
		hangzhou Ханчжоу Ханчжоуський 杭州 Hangzhou
		tianjin Тяньцзінь Тяньцзіньський 天津 Tianjin
		kunming Куньмін Куньмінський 昆明 Kunming
		lanzhou Ланьчжоу Ланьчжоуський 兰州 Lanzhou
		jinan Цзінань Цзінанський 济南 Jinan
		changsha Чанша Чаншанський 长沙 Changsha
		nanchang Наньчан Наньчанський 南昌 Nanchang
		taiyuan Тайюань Тайюаньський 太原 Taiyuan
		guiyang Гуйян Гуйянський 贵阳 Guiyang
		nanning Наньнін Наньнінський 南宁 Nanning
		urumqi Урумчі Урумчийський 乌鲁木齐 Urumqi
		hefei Хефей Хефейський 合肥 Hefei
		fuzhou Фучжоу Фучжоуський 福州 Fuzhou
		xiamen Сямень Сяменьський 厦门 Xiamen
		changchun Чанчунь Чанчуньський 长春 Changchun`
	madeUpKinds = `medical медичний 医科大学 Medical
		pedagogical педагогічний 师范大学 Pedagogical
		agrarian аграрний 农业大学 Agrarian
		economic економічний 财经大学 Economic`
)

// declared is the shipped site with as many members of each side as the
// Alliance declares, 49 and 92.
func declared(t *testing.T) fstest.MapFS {
	t.Helper()
	files := sitetest.Shipped(t)
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte("---\n" + text + "---\n")} }
	for country, side := range map[string]struct {
		cities string
		room   int
	}{"UA": {madeUpUA, 49 - 6}, "CN": {madeUpCN, 92 - 6}} {
		for line := range strings.Lines(side.cities) {
			c := strings.Fields(line)
			put("content/places/"+c[0]+".md", fmt.Sprintf("name:\n  uk: %s\n  zh: %s\n  en: %s\ncountry: %s\n", c[1], c[3], c[4], country))
			for line := range strings.Lines(madeUpKinds) {
				k := strings.Fields(line)
				if side.room--; side.room < 0 {
					continue
				}
				short := string([]rune(c[2])[:1]) + strings.ToUpper(string([]rune(k[1])[:1])) + "У"
				put("content/members/"+c[0]+"-"+k[0]+".md", fmt.Sprintf(`name:
  uk: %s %s університет
  zh: %s%s
  en: %s %s University
shortName:
  uk: %s (%s)
formerName:
  - name:
      uk: %s %s інститут
      zh: %s%s学院
      en: %s %s Institute
    until: 1991
location: %s
foundingDate: 1930
membership:
  as: accession
`, c[2], k[1], c[3], k[2], c[4], k[3], short, c[1], c[2], k[1], c[3], strings.TrimSuffix(k[2], "大学"), c[4], k[3], c[0]))
			}
		}
	}
	return files
}
