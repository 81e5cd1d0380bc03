package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// twins are letters of which a reader cannot tell the Latin from the Cyrillic
// one: the Latin first. Small and capital letters are twins in different ways.
const twins = "AАBВCСEЕHНIІJЈKКMМOОPРSЅTТXХYУ" + "aаcсeеiіjјoоpрsѕxхyу"

var toCyrillic, toLatin = func() (a, b map[rune]rune) {
	a, b = map[rune]rune{}, map[rune]rune{}
	list := []rune(twins)
	for i := 0; i < len(list); i += 2 {
		b[list[i+1]] = list[i]
		if !strings.ContainsRune("ЅЈѕј", list[i+1]) { // which Ukrainian has not
			a[list[i]] = list[i+1]
		}
	}
	return a, b
}()

// Unmixed returns a word of two scripts as it was meant, where all its letters
// of one of them have twins in the other: Xарків with a Latin X is Харків, COVІD with a
// Cyrillic І is COVID. Of two readings that of the longer part counts, then
// that of the text's script. The strange letters are those to be replaced. A
// word of one script, or one such as «SMSка», has no other reading.
func Unmixed(word string, text Script) (meant string, strange string) {
	var latin, cyrillic []rune
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = append(latin, r)
		case isCyrillic(r):
			cyrillic = append(cyrillic, r)
		}
	}
	if len(latin) == 0 || len(cyrillic) == 0 {
		return "", ""
	}
	asCyrillic, asLatin := all(latin, toCyrillic), all(cyrillic, toLatin)
	if asCyrillic && asLatin {
		asCyrillic = len(cyrillic) > len(latin) || len(cyrillic) == len(latin) && text == Cyrillic
		asLatin = !asCyrillic
	}
	switch {
	case asCyrillic:
		return replaced(word, toCyrillic), string(latin)
	case asLatin:
		return replaced(word, toLatin), string(cyrillic)
	}
	return "", ""
}

func all(list []rune, in map[rune]rune) bool {
	for _, r := range list {
		if in[r] == 0 {
			return false
		}
	}
	return true
}

func replaced(word string, by map[rune]rune) string {
	return strings.Map(func(r rune) rune {
		if other := by[r]; other != 0 {
			return other
		}
		return r
	}, word)
}

// A SlipKind says what is wrong with a character of a text.
type SlipKind uint8

const (
	NoSlip          SlipKind = iota
	AlienLetter              // the language has no such letter
	TraditionalForm          // of a text in simplified characters
	HalfWidthMark            // between Chinese characters
	LoneLetter               // a word by itself where it stands for its twin
)

// Slips returns which characters may be slips in texts of a language, each with
// what stands for it. Whether one is, depends on what stands around it.
func Slips(tag string) map[rune]Slip {
	switch {
	case baseOf(tag) == "uk":
		return alienToUkrainian
	case isSimplified(tag):
		return slipsOfSimplified
	case ScriptOf(tag) == Han:
		return halfWidth
	}
	return nil
}

// Slip is a character that does not belong, and the one that does.
type Slip struct {
	Kind  SlipKind
	Right string
}

// The letters of Russian that Ukrainian has not (Український правопис, § 1);
// Right is what most often stands in their place.
var alienToUkrainian = map[rune]Slip{
	'ы': {AlienLetter, "и"}, 'э': {AlienLetter, "е"}, 'ъ': {AlienLetter, "’"}, 'ё': {AlienLetter, "йо"},
	'i': {LoneLetter, "і"}, // as «Київ i Харків» with a Latin i
	'Ы': {AlienLetter, "И"}, 'Э': {AlienLetter, "Е"}, 'Ъ': {AlienLetter, "’"}, 'Ё': {AlienLetter, "Йо"},
}

// Native returns a word without the letters that Ukrainian has not.
func Native(word string) string {
	var b strings.Builder
	before := ' '
	for _, r := range word {
		s := alienToUkrainian[r]
		switch {
		case s.Kind != AlienLetter:
			b.WriteRune(r)
		case r == 'ё' && strings.ContainsRune("бвгґджзклмнпрстфхцчшщБВГҐДЖЗКЛМНПРСТФХЦЧШЩ", before):
			b.WriteString("ьо")
		default:
			b.WriteString(s.Right)
		}
		before = r
	}
	return b.String()
}

func isSimplified(tag string) bool {
	t, err := language.Parse(tag)
	script, _ := t.Script()
	return err == nil && script.String() == "Hans"
}

// halfWidth are marks that Chinese sets as wide as a character (GB/T 15834).
var halfWidth = map[rune]Slip{
	',': {HalfWidthMark, "，"}, ';': {HalfWidthMark, "；"}, ':': {HalfWidthMark, "："}, '!': {HalfWidthMark, "！"},
	'?': {HalfWidthMark, "？"}, '.': {HalfWidthMark, "。"}, '(': {HalfWidthMark, "（"}, ')': {HalfWidthMark, "）"},
}

var slipsOfSimplified = func() map[rune]Slip {
	all := map[rune]Slip{}
	for r, s := range halfWidth {
		all[r] = s
	}
	for pairs := traditional; len(pairs) > 0; {
		r, size := utf8.DecodeRuneInString(pairs)
		_, second := utf8.DecodeRuneInString(pairs[size:])
		all[r] = Slip{TraditionalForm, pairs[size : size+second]}
		pairs = pairs[size+second:]
	}
	return all
}()

// traditional are traditional characters, each before its simplified form
// (通用规范汉字表, 2013). Those that simplified texts use as well, such as 乾, 著
// and 藉, are not among them.
const traditional = "" +
	"學学國国華华聯联協协議议與与會会開开關关門门車车電电話话語语說说讀读書书寫写畫画計计劃划設设訂订簽签約约發发後后個个們们來来時时間间問问題题實实驗验體体際际陽阳" +
	"陰阴陳陈難难風风飛飞馬马鳥鸟魚鱼龍龙齊齐點点黨党齡龄麗丽鐵铁銀银錢钱鋼钢鎮镇鏡镜長长張张強强東东樂乐業业極极構构標标樣样機机權权歡欢歲岁歷历歸归殘残氣气漢汉滿满" +
	"潔洁濟济灣湾為为無无煙烟熱热燈灯營营爭争爾尔獎奖獨独獲获現现環环產产當当畢毕異异療疗盡尽監监盤盘眾众確确碼码禮礼種种稱称積积穩稳窮穷競竞筆笔節节範范築筑簡简類类" +
	"糧粮紀纪納纳級级紙纸細细終终組组結结給给統统絕绝經经維维網网緊紧線线練练緒绪總总績绩織织繼继續续羅罗義义習习聖圣聞闻聲声職职聽听膚肤腦脑臨临興兴舉举舊旧藝艺藥药" +
	"處处號号術术衛卫補补裝装製制複复見见規规視视親亲覺觉觀观訊讯訓训記记許许評评詞词試试詩诗該该詳详認认誤误課课調调談谈請请論论證证識识譯译護护變变讓让豐丰貝贝負负" +
	"財财貢贡責责貨货貴贵費费資资質质購购賽赛贊赞贏赢趙赵跡迹躍跃軍军軟软較较載载輔辅輕轻輪轮輯辑輸输轉转辦办農农連连進进運运過过達达遠远適适選选遷迁還还邊边鄉乡醫医" +
	"釋释針针鍵键鑑鉴閱阅閉闭陸陆隊队階阶隨随險险雙双雜杂離离雲云靈灵靜静響响頁页項项順顺須须頒颁預预領领頭头頻频顆颗額额願愿顯显館馆飯饭養养駐驻騎骑驅驱驚惊鬥斗鮮鲜" +
	"麥麦黃黄儀仪優优償偿儲储兒儿兩两創创動动務务勝胜勞劳勢势勵励區区參参雖虽員员單单嚴严圍围園园圓圆團团圖图場场塊块報报壓压壞坏壯壮奪夺奮奋婦妇媽妈孫孙寧宁審审寬宽" +
	"專专尋寻對对導导將将屆届屬属島岛師师帶带幫帮幹干幾几庫库廠厂廣广廳厅彈弹徑径從从復复態态慶庆憂忧應应懷怀戰战戲戏戶户掃扫採采換换揮挥損损擁拥擇择擔担據据擴扩擬拟" +
	"擾扰攝摄敗败敵敌數数斷断於于曆历條条楊杨榮荣槍枪橋桥檔档檢检歐欧殺杀決决沒没況况測测湯汤溫温滅灭漸渐澤泽濃浓烏乌狀状獻献瑪玛瓊琼畝亩礎础禍祸禦御稅税筍笋籌筹紅红" +
	"純纯紛纷紹绍絡络綜综綠绿緣缘縣县縮缩罷罢羣群翹翘聰聪肅肃脅胁腳脚膽胆蓋盖蔣蒋蘇苏蘭兰虛虚蟲虫褲裤襲袭訪访診诊詢询誠诚誰谁諒谅諾诺謀谋謝谢謂谓講讲譽誉賀贺賓宾賞赏" +
	"賢贤賴赖踐践軌轨輝辉轄辖遞递遺遗鄧邓鄭郑釘钉鈴铃銘铭銷销錄录錯错鍊炼闊阔闡阐陣阵隱隐雞鸡韓韩韻韵頂顶頓顿頗颇飲饮飾饰駕驾騰腾驛驿髮发鬧闹鴻鸿鷹鹰鹽盐齒齿龐庞內内" +
	"啟启別别勻匀廢废彙汇滙汇匯汇衝冲淨净潛潜濱滨瀋沈鑒鉴係系繫系臺台歳岁"
