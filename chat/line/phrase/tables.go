package phrase

// headings are the first lines of an export, around the name. The first that
// fits holds, so the longer of two comes first.
var headings = []struct {
	before, behind string
	direct         bool // with one person
	alone          bool // found without "[LINE]" too
}{
	{"Chat history with ", "", true, true},
	{"Chat history in ", "", false, true},
	{"Chat with ", "", true, false},
	{"", "とのトーク履歴", true, false},
	{"", "とのトーク", true, false},
	{"", "のトーク履歴", false, false},
	{"與", "的聊天記錄", true, false},
	{"與", "的聊天紀錄", true, false},
	{"與", "的聊天", true, false},
	{"与", "的聊天记录", true, false},
	{"", "的聊天記錄", false, false},
	{"", "的聊天紀錄", false, false},
	{"", "的聊天记录", false, false},
	{"", "님과의 대화 내용", true, false},
	{"", "님과의 대화", true, false},
	{"", "님과 대화", true, false},
	{"", "의 대화", false, false},
	{"ประวัติการแชทในกลุ่ม", "", false, false},
	{"ประวัติการแชทกับ", "", true, false},
	{"ประวัติการสนทนากับ", "", true, false},
	{"ประวัติแชทกับ", "", true, false},
	{"Riwayat chat dengan ", "", true, false},
	{"Riwayat obrolan dengan ", "", true, false},
}

// bareMedia stand alone between brackets.
var bareMedia = set(
	"photo", "photos", "sticker", "stickers", "video", "videos", "voice message", "audio", "gif", "gift", "emoji", "live talk",
	"写真", "スタンプ", "動画", "ボイスメッセージ", "音声", "ギフト", "プレゼント",
	"照片", "圖片", "貼圖", "影片", "語音訊息", "禮物", "图片", "贴图", "视频", "视頻", "視頻", "语音信息", "语音消息", "语音", "礼物",
	"사진", "스티커", "동영상", "음성메시지", "음성 메시지", "선물",
	"รูป", "รูปภาพ", "ภาพ", "สติกเกอร์", "วิดีโอ", "ข้อความเสียง", "ของขวัญ",
	"foto", "stiker", "pesan suara", "hadiah",
)

// ledMedia may have words behind them: the name of a file, of a place.
var ledMedia = set(
	"file", "files", "location", "contact", "contacts", "album", "albums", "note", "notes", "poll", "event", "null", "link", "music",
	"ファイル", "位置情報", "連絡先", "アルバム", "ノート", "投票", "イベント",
	"檔案", "位置訊息", "位置資訊", "位置", "聯絡資訊", "聯絡人", "相簿", "記事本", "活動", "文件", "位置信息", "联系人", "联系信息", "相册", "记事本", "投票活动",
	"파일", "위치", "위치정보", "연락처", "앨범", "노트", "투표", "일정",
	"ไฟล์", "ตำแหน่ง", "ตำแหน่งที่ตั้ง", "รายชื่อ", "อัลบั้ม", "โน้ต", "โพล",
	"lokasi", "kontak", "catatan", "acara",
)

// plainMedia are the words without brackets that a computer writes.
var plainMedia = set(
	"photos", "stickers", "videos", "files", "audio", "locations", "contacts", "albums", "notes",
	"写真", "スタンプ", "動画", "ボイスメッセージ", "ファイル", "位置情報", "連絡先",
	"圖片", "照片", "貼圖", "影片", "語音訊息", "檔案", "位置訊息", "聯絡資訊", "图片", "贴图", "视频", "语音", "文件",
	"사진", "스티커", "동영상", "음성메시지", "파일",
	"รูป", "รูปภาพ", "สติกเกอร์", "วิดีโอ", "ข้อความเสียง", "ไฟล์",
)

// talkTimes stand in front of how long a call was.
var talkTimes = []string{"call time", "通話時間", "通话时间", "통화시간", "통화 시간", "เวลาโทร", "ระยะเวลาการโทร", "durasi panggilan"}

// missedCalls are calls that nobody took, as a computer writes them.
var missedCalls = set(
	"missed call", "canceled call", "cancelled call", "no answer",
	"不在着信", "通話をキャンセルしました", "通話に応答がありませんでした", "未接來電", "未接来电", "取消的通話", "無應答", "无应答",
	"부재중 전화", "취소된 통화", "응답 없음", "ไม่ได้รับสาย", "ยกเลิกการโทร", "ไม่มีการตอบรับ",
)

// groupCalls stand in notices about the call of a group.
var groupCalls = []string{"group", "グループ", "群組", "群聊", "群组", "그룹", "กลุ่ม", "grup", "live"}

// unsent are messages that were taken back. The longer of two comes first.
var unsent = byteWords(
	"unsent a message", "message unsent",
	"メッセージの送信を取り消しました",
	"已收回一則訊息", "已收回訊息", "收回訊息", "撤回了一条消息", "已撤回一条消息", "已撤回消息",
	"메시지 전송을 취소했습니다", "메시지를 취소했습니다", "메시지 보내기를 취소했습니다", "메시지를 삭제했습니다",
	"ยกเลิกข้อความแล้ว", "ยกเลิกการส่งข้อความแล้ว", "ยกเลิกการส่งข้อความ", "ยกเลิกข้อความ",
	"membatalkan pengiriman pesan", "membatalkan pesan",
)

// notices are ends of sentences that the app writes about a chat.
var notices = []string{
	"joined the group", "joined the chat", "left the group", "left the chat", "to the group", "made an announcement", "changed the group name", "changed the group's profile photo", "changed the chat's name", "group call ended", "group call started", "group video call ended",
	"がグループに参加しました", "が参加しました", "がグループを退会しました", "が退会しました", "が退出しました", "を招待しました", "グループに追加しました", "がアナウンスしました", "を変更しました", "グループ通話が終了しました",
	"已加入群組", "加入聊天", "離開聊天", "已離開群組", "至群組", "已設定公告", "已加入该群", "已退群", "添加至群", "添加到群", "发布了通告",
	"님이 그룹에 참가했습니다", "님이 나갔습니다", "님을 초대했습니다",
	"เข้ากลุ่ม", "ออกจากกลุ่ม", "เข้าร่วมกลุ่ม", "เพิ่มประกาศ",
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

func byteWords(words ...string) (all [][]byte) {
	for _, w := range words {
		all = append(all, []byte(w))
	}
	return all
}
