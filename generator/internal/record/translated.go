package record

// translatedFields are the names of fields as authors call them in their own
// languages, in small letters: those that a form or a colleague would use.
var translatedFields = map[string][]string{
	// Ukrainian.
	"заголовок": {"title", "name"}, "назва": {"name", "title"}, "ім’я": {"name"}, "ім'я": {"name"},
	"дата": {"date", "dateSigned", "startDate", "foundingDate"}, "початок": {"startDate"}, "кінець": {"endDate"},
	"опис": {"description"}, "про": {"about"}, "чернетка": {"draft"}, "мови": {"languages"}, "джерело": {"source"},
	"місце": {"place", "location"}, "місто": {"location", "place"}, "країна": {"country"}, "сторони": {"parties"},
	"фото": {"image"}, "зображення": {"image"}, "підпис": {"caption", "alt"}, "документ": {"document"}, "файл": {"file"},
	"сайт": {"url"}, "адреса": {"url"}, "пошта": {"email"}, "телефон": {"telephone"}, "посада": {"office"},
	// Chinese.
	"标题": {"title", "name"}, "名称": {"name", "title"}, "姓名": {"name"},
	"日期": {"date", "dateSigned", "startDate", "foundingDate"}, "开始": {"startDate"}, "结束": {"endDate"},
	"描述": {"description"}, "简介": {"description"}, "关于": {"about"}, "草稿": {"draft"}, "语言": {"languages"}, "来源": {"source"},
	"地点": {"place", "location"}, "城市": {"location", "place"}, "国家": {"country"}, "各方": {"parties"},
	"图片": {"image"}, "照片": {"image"}, "说明": {"caption", "alt"}, "文件": {"document", "file"},
	"网址": {"url"}, "邮箱": {"email"}, "电话": {"telephone"}, "职务": {"office"},
}
