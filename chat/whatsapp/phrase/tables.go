package phrase

import "ebb/chat"

// The phrases the app writes, as canon gives them, in the languages the
// project knows. A phrase that is missing costs little on iPhones, where a
// mark tells generated text apart, and nothing in the count of messages.

var omitted = []string{
	"media omitted", "image omitted", "photo omitted", "video omitted", "audio omitted", "voice message omitted", "gif omitted",
	"sticker omitted", "document omitted", "contact card omitted", "video note omitted", "file omitted",
	"medien ausgeschlossen", "medien weggelassen", "bild weggelassen", "foto weggelassen", "video weggelassen", "audio weggelassen", "gif weggelassen",
	"sticker weggelassen", "dokument weggelassen", "kontaktkarte ausgelassen", "kontaktkarte weggelassen", "videonotiz weggelassen",
	"multimedia omitido", "imagen omitida", "video omitido", "vídeo omitido", "audio omitido", "gif omitido", "sticker omitido", "documento omitido",
	"tarjeta de contacto omitida", "archivo omitido", "medios omitidos",
	"mídia oculta", "arquivo de mídia oculto", "ficheiro não revelado", "ficheiro multimédia oculto", "imagem ocultada", "imagem omitida", "imagem oculta", "vídeo omitido", "vídeo oculto", "áudio ocultado", "áudio omitido", "áudio oculto",
	"figurinha omitida", "gif omitida", "documento oculto", "cartão do contato omitido",
	"médias omis", "fichier média omis", "image absente", "vidéo absente", "audio omis", "gif retiré", "gif omis", "sticker omis", "document manquant", "fiche contact manquante", "note vidéo absente",
	"media omessi", "media omesso", "immagine omessa", "video omesso", "audio omesso", "gif esclusa", "sticker non incluso", "documento omesso", "scheda contatto omessa",
	"media weggelaten", "afbeelding weggelaten", "video weggelaten", "audio weggelaten", "gif weggelaten", "sticker weggelaten", "document weggelaten", "contactkaart weggelaten",
	"без медиафайлов", "медиафайл пропущен", "изображение отсутствует", "изображение пропущено", "видео отсутствует", "видео пропущено", "аудио отсутствует", "аудиофайл пропущен", "gif отсутствует", "gif пропущен", "стикер отсутствует", "стикер пропущен", "документ отсутствует", "документ пропущен", "карточка контакта отсутствует",
	"медіа пропущено", "зображення відсутнє", "відео відсутнє", "аудіо відсутнє", "без медіафайлів",
	"medya dahil edilmedi", "medya atlanmış", "görüntü dahil edilmedi", "görüntü atlandı", "video dahil edilmedi", "ses dahil edilmedi", "çıkartma dahil edilmedi", "belge dahil edilmedi",
	"pominięto multimedia", "multimedia pominięte", "plik został pominięty", "obraz pominięty", "grafika pominięta", "film pominięty", "dźwięk pominięty", "naklejka pominięta", "dokument pominięty",
	"media tidak disertakan", "gambar tidak disertakan", "video tidak disertakan", "audio tidak disertakan", "stiker tidak disertakan", "dokumen tidak disertakan", "media dikecualikan",
	"media har utelämnats", "media utelämnat", "bild utelämnad", "video utelämnad", "ljud utelämnat", "mediefil udeladt", "medier utelades", "mediefil er utelatt", "billede udeladt", "media jätettiin pois", "kuva jätetty pois",
	"média vynechány", "média vynechané", "hiányzó médiafájl", "média elhagyva", "fișier media omis", "media omise", "εξαιρούνται πολυμέσα", "παράλειψη πολυμέσων", "изключена мултимедия",
	"تم استبعاد الوسائط", "الوسائط غير مدرجة", "تم إهمال الصورة", "تم حذف الصورة", "تم إهمال الفيديو", "تم إهمال الصوت", "صورة محذوفة", "المحتوى محذوف", "پیوست نما/نمایش داده نشد", "رسانه حذف شد", "רשימת המדיה הושמטה", "המדיה הוסרה", "המדיה לא נכללה", "השמטת המדיה", "התמונה הושמטה",
	"मीडिया छोड़ा गया", "मीडिया के बिना", "मीडिया शामिल नहीं", "ছবি বাদ দেওয়া হয়েছে", "মিডিয়া বাদ দেওয়া হয়েছে",
	"メディアなし", "メディアは含まれていません", "画像は省略されました", "画像は含まれていません", "動画は省略されました", "動画は含まれていません", "音声は省略されました", "音声は含まれていません", "スタンプは省略されました", "書類は省略されました",
	"미디어 파일을 생략한 대화내용", "미디어 파일 제외됨", "미디어 생략", "이미지 생략됨", "사진 생략됨", "동영상 생략됨", "오디오 생략됨", "스티커 생략됨",
	"省略多媒体文件", "已省略多媒體檔案", "已略去多媒體檔", "忽略图片", "忽略视频", "忽略音频", "图像已忽略", "图片已忽略", "视频已忽略", "音频已忽略", "贴图已忽略", "文档已忽略", "已略過圖片", "已略過影片", "圖片已省略", "影片已省略", "音訊已省略", "忽略多媒体文件", "媒体文件已忽略",
	"ไม่รวมสื่อ", "ไม่รวมไฟล์มีเดีย", "ละเว้นรูปภาพ", "không bao gồm phương tiện", "phương tiện bị bỏ qua", "đã bỏ qua hình ảnh", "tiada media", "media dikeluarkan",
}

var viewedOnce = []string{
	"null", "view once photo omitted", "view once video omitted", "view once voice message omitted", "view once message omitted",
	"einmalansicht-foto weggelassen", "einmalansicht-video weggelassen",
	"you received a view once message. for added privacy, you can only open it on your phone", "you sent a view once message. for added privacy, you can only open it on your phone",
	"recibiste un mensaje de visualización única. para mayor privacidad, solo puedes abrirlo en tu teléfono",
	"this message can't be displayed here. please open whatsapp on your phone to view the message", "no se puede mostrar este mensaje aquí. para verlo, abre whatsapp en tu teléfono",
}

// unseen are beginnings of what stands for a message that only a phone shows.
var unseen = []string{
	"you received a view once", "you sent a view once", "this message can't be displayed here", "recibiste un mensaje de visualización única", "enviaste un mensaje de visualización única", "no se puede mostrar este mensaje aquí",
	"você recebeu uma mensagem de visualização única", "você enviou uma mensagem de visualização única", "jūs saņēmāt vienreiz skatāmu ziņu",
}

var deleted = []string{
	"this message was deleted", "you deleted this message", "this message has been deleted", "this message was deleted by admin",
	"diese nachricht wurde gelöscht", "du hast diese nachricht gelöscht", "sie haben diese nachricht gelöscht",
	"se eliminó este mensaje", "eliminaste este mensaje", "este mensaje fue eliminado", "este mensaje se eliminó", "has eliminado este mensaje", "se ha eliminado este mensaje",
	"esta mensagem foi apagada", "mensagem apagada", "você apagou esta mensagem", "essa mensagem foi apagada", "você apagou essa mensagem", "apagou esta mensagem", "esta mensagem foi eliminada", "eliminou esta mensagem", "eliminaste esta mensagem", "apagaste esta mensagem",
	"ce message a été supprimé", "vous avez supprimé ce message", "tu as supprimé ce message",
	"questo messaggio è stato eliminato", "hai eliminato questo messaggio", "questo messaggio è stato cancellato",
	"dit bericht is verwijderd", "dit bericht werd verwijderd", "je hebt dit bericht verwijderd", "u hebt dit bericht verwijderd", "je verwijderde dit bericht",
	"данное сообщение удалено", "это сообщение удалено", "вы удалили данное сообщение", "вы удалили это сообщение", "сообщение удалено",
	"це повідомлення видалено", "ви видалили це повідомлення", "повідомлення видалено",
	"bu mesaj silindi", "bu mesajı sildiniz", "bu mesajı sildin",
	"ta wiadomość została usunięta", "ta wiadomość została skasowana", "usunięto tę wiadomość", "usunąłeś tę wiadomość", "usunęłaś tę wiadomość", "ta wiadomość jest usunięta",
	"pesan ini telah dihapus", "pesan ini dihapus", "anda telah menghapus pesan ini", "anda menghapus pesan ini", "mesej ini telah dipadam", "anda telah memadam mesej ini",
	"det här meddelandet togs bort", "det här meddelandet har tagits bort", "detta meddelande togs bort", "du tog bort det här meddelandet", "du tog bort detta meddelande",
	"denne besked blev slettet", "beskeden blev slettet", "du slettede denne besked", "denne meldingen ble slettet", "du slettet denne meldingen", "meldingen ble slettet",
	"tämä viesti poistettiin", "tämä viesti on poistettu", "poistit tämän viestin",
	"tato zpráva byla odstraněna", "tato zpráva byla smazána", "odstranili jste tuto zprávu", "tuto zprávu jste odstranili", "táto správa bola odstránená", "odstránili ste túto správu",
	"ez az üzenet törölve lett", "ezt az üzenetet törölték", "törölted ezt az üzenetet", "acest mesaj a fost șters", "ai șters acest mesaj", "ați șters acest mesaj",
	"αυτό το μήνυμα διαγράφηκε", "αυτό το μήνυμα διαγράφτηκε", "διαγράψατε αυτό το μήνυμα", "това съобщение е изтрито", "това съобщение беше изтрито", "изтрихте това съобщение", "ova poruka je izbrisana", "izbrisali ste ovu poruku",
	"تم حذف هذه الرسالة", "لقد حذفت هذه الرسالة", "حذفت هذه الرسالة", "قمت بحذف هذه الرسالة", "هذه الرسالة محذوفة", "این پیام حذف شده است", "این پیام حذف شد", "شما این پیام را حذف کردید",
	"הודעה זו נמחקה", "ההודעה הזו נמחקה", "ההודעה נמחקה", "מחקת הודעה זו", "מחקת את ההודעה", "מחקת את ההודעה הזו",
	"यह संदेश हटाया गया", "यह संदेश मिटा दिया गया", "यह मैसेज मिटाया गया", "यह मैसेज डिलीट किया गया था", "आपने यह संदेश मिटाया", "आपने यह मैसेज मिटाया", "आपने यह मैसेज डिलीट किया", "এই মেসেজটি মুছে ফেলা হয়েছে", "এই মেসেজটি মুছে দেওয়া হয়েছে",
	"このメッセージは削除されました", "このメッセージを削除しました", "メッセージを削除しました", "あなたはこのメッセージを削除しました",
	"삭제된 메시지입니다", "이 메시지는 삭제되었습니다", "이 메시지를 삭제했습니다", "내가 삭제한 메시지입니다",
	"此消息已删除", "此消息已被删除", "这条消息已删除", "你已删除这条消息", "您已删除这条消息", "您删除了这条消息", "你删除了这条消息", "此訊息已刪除", "這則訊息已刪除", "這則訊息已被刪除", "你已刪除此訊息", "您已刪除此訊息", "你已刪除這則訊息", "您已刪除這則訊息", "你刪除了這則訊息",
	"ข้อความนี้ถูกลบแล้ว", "ข้อความนี้ถูกลบ", "คุณลบข้อความนี้แล้ว", "คุณลบข้อความนี้", "tin nhắn này đã bị xóa", "tin nhắn này đã bị thu hồi", "bạn đã xóa tin nhắn này", "bạn đã thu hồi tin nhắn này", "ujumbe huu ulifutwa", "hierdie boodskap is uitgevee", "aquest missatge s'ha suprimit", "aquest missatge s'ha eliminat",
}

var edits = setOf(
	"this message was edited", "message edited", "diese nachricht wurde bearbeitet", "nachricht bearbeitet", "se editó este mensaje", "este mensaje fue editado", "mensaje editado", "este mensaje se editó",
	"mensagem editada", "esta mensagem foi editada", "essa mensagem foi editada", "ce message a été modifié", "message modifié", "questo messaggio è stato modificato", "messaggio modificato",
	"dit bericht is bewerkt", "dit bericht is gewijzigd", "dit bericht werd bewerkt", "bericht bewerkt", "это сообщение изменено", "сообщение изменено", "данное сообщение изменено", "сообщение отредактировано", "це повідомлення відредаговано", "це повідомлення змінено", "bu mesaj düzenlendi", "mesaj düzenlendi",
	"ta wiadomość została edytowana", "wiadomość edytowana", "edytowano tę wiadomość", "pesan ini diedit", "pesan ini telah diedit", "mesej ini telah diedit", "det här meddelandet redigerades", "det här meddelandet har redigerats", "denne besked blev redigeret", "denne meldingen ble redigert", "tätä viestiä muokattiin", "tätä viestiä on muokattu", "tato zpráva byla upravena", "az üzenet szerkesztve lett", "acest mesaj a fost editat", "αυτό το μήνυμα έχει υποστεί επεξεργασία", "το μήνυμα τροποποιήθηκε",
	"تم تعديل هذه الرسالة", "تم تحرير هذه الرسالة", "این پیام ویرایش شد", "این پیام ویرایش شده است", "הודעה זו נערכה", "ההודעה נערכה", "ההודעה הזו נערכה", "यह संदेश संपादित किया गया", "यह मैसेज एडिट किया गया", "このメッセージは編集されました", "メッセージは編集されました", "수정된 메시지입니다", "이 메시지는 수정되었습니다", "此消息已编辑", "此消息已被编辑", "这条消息已编辑", "此訊息已編輯", "這則訊息已編輯", "ข้อความนี้ถูกแก้ไข", "ข้อความนี้ถูกแก้ไขแล้ว", "tin nhắn này đã được chỉnh sửa", "tin nhắn đã được chỉnh sửa",
)

var attachments = setOf(
	"file attached", "datei angehängt", "archivo adjunto", "arquivo anexado", "ficheiro anexado", "fichier joint", "file allegato", "bestand bijgevoegd", "файл добавлен", "файл прикреплён", "файл додано", "dosya ekli", "plik dołączony", "załączono plik", "file terlampir", "berkas terlampir", "fil bifogad", "bifogad fil", "fil vedhæftet", "vedhæftet fil", "vedlagt fil", "fil vedlagt", "tiedosto liitetty", "tiedosto liitteenä", "soubor přiložen", "přiložený soubor", "csatolt fájl", "fișier atașat", "συνημμένο αρχείο", "επισυνάπτεται αρχείο", "الملف مرفق", "ملف مرفق", "فایل پیوست شد", "קובץ מצורף", "הקובץ מצורף", "फ़ाइल अटैच की गई", "फ़ाइल संलग्न", "添付ファイル", "ファイル添付", "파일 첨부됨", "첨부 파일", "文件附件", "附加文件", "檔案附件", "附件檔案", "附加檔案", "แนบไฟล์แล้ว", "ไฟล์ที่แนบมา", "tệp đính kèm", "fail dilampirkan", "fitxer adjunt",
)

// disappearing are words of notices about a timer, on or off.
var disappearing = []string{
	"disappearing message", "new messages will disappear", "message timer", "selbstlöschende", "verschwindende nachricht", "nachrichten verschwinden", "mensajes temporales", "mensagens temporárias", "mensagens que desaparecem", "messages éphémères", "messaggi effimeri", "zelfverwijderende berichten", "zelf-verwijderende berichten", "verdwijnende berichten", "tijdelijke berichten",
	"исчезающие сообщения", "исчезающих сообщений", "тимчасові повідомлення", "зникаючі повідомлення", "повідомлення, що зникають", "süreli mesaj", "kaybolan mesaj", "znikające wiadomości", "znikających wiadomości", "wiadomości znikają", "pesan sementara", "pesan menghilang", "mesej hilang", "försvinnande meddelanden", "meddelanden som försvinner", "forsvindende beskeder", "beskeder, der forsvinder", "forsvinnende meldinger", "tidsbegrensede meldinger", "meldinger som forsvinner", "katoavat viestit", "katoavia viestejä", "mizející zprávy", "miznúce správy", "eltűnő üzenetek", "mesaje temporare", "mesajele temporare", "mesajele care dispar", "εξαφανιζόμενα μηνύματα", "μηνύματα που εξαφανίζονται", "изчезващи съобщения", "изчезващите съобщения",
	"الرسائل ذاتية الاختفاء", "الرسائل المؤقتة", "رسائل مؤقتة", "پیام‌های ناپدیدشونده", "پیام‌های موقت", "הודעות זמניות", "הודעות נעלמות", "ההודעות הנעלמות", "गायब होने वाले", "消えるメッセージ", "メッセージが消える", "사라지는 메시지", "메시지 자동 삭제", "限时消息", "阅后即焚", "限時訊息", "自動銷毀訊息", "消息将自动删除", "ข้อความที่หายไป", "ข้อความที่ลบเอง", "ข้อความแบบชั่วคราว", "tin nhắn tự hủy", "tin nhắn tạm thời", "missatges temporals",
}

type callPhrase struct {
	words  string
	missed bool
}

var callsBy = firstFour(append(
	each(true, "missed voice call", "missed video call", "missed group voice call", "missed group video call", "missed call", "missed group call", "silenced voice call", "silenced video call",
		"verpasster sprachanruf", "verpasster videoanruf", "verpasster anruf", "verpasster gruppenanruf", "verpasster gruppen-sprachanruf", "verpasster gruppen-videoanruf", "stummgeschalteter sprachanruf",
		"llamada perdida", "llamada de voz perdida", "llamada grupal perdida", "videollamada perdida", "videollamada grupal perdida",
		"chamada de voz perdida", "chamada de vídeo perdida", "chamada perdida", "ligação de voz perdida", "ligação de vídeo perdida", "ligação perdida",
		"appel vocal manqué", "appel vidéo manqué", "appel manqué", "appel vocal de groupe manqué", "appel vidéo de groupe manqué", "chiamata vocale persa", "videochiamata persa", "chiamata persa", "gemiste spraakoproep", "gemiste video-oproep", "gemiste audio-oproep", "gemiste oproep", "gemist spraakgesprek", "gemist videogesprek",
		"пропущенный аудиозвонок", "пропущенный видеозвонок", "пропущенный звонок", "пропущенный групповой", "пропущений аудіодзвінок", "пропущений відеодзвінок", "пропущений голосовий", "cevapsız sesli arama", "cevapsız görüntülü arama", "cevapsız arama", "nieodebrane połączenie", "panggilan suara tak terjawab", "panggilan video tak terjawab", "panggilan tak terjawab", "panggilan suara tidak terjawab", "panggilan video tidak terjawab", "missat röstsamtal", "missat videosamtal", "ubesvaret taleopkald", "ubesvaret videoopkald", "tapt taleanrop", "tapt videoanrop", "ubesvart taleanrop", "vastaamaton äänipuhelu", "vastaamaton videopuhelu", "zmeškaný hlasový hovor", "zmeškaný videohovor", "nem fogadott hanghívás", "nem fogadott videohívás", "apel vocal pierdut", "apel video pierdut", "αναπάντητη κλήση", "αναπάντητη φωνητική κλήση", "αναπάντητη βιντεοκλήση",
		"مكالمة صوتية فائتة", "مكالمة فيديو فائتة", "مكالمة فائتة", "تماس صوتی بی‌پاسخ", "تماس تصویری بی‌پاسخ", "תמסורת קול שלא נענתה", "שיחה קולית שלא נענתה", "שיחת וידאו שלא נענתה", "मिस्ड वॉइस कॉल", "मिस्ड वीडियो कॉल", "不在着信", "音声通話の不在着信", "ビデオ通話の不在着信", "부재중 음성 통화", "부재중 영상 통화", "부재중 음성통화", "부재중 영상통화", "未接语音通话", "未接视频通话", "未接语音来电", "未接视频来电", "未接語音通話", "未接視訊通話", "未接語音來電", "未接視訊來電", "สายโทรด้วยเสียงที่ไม่ได้รับ", "cuộc gọi thoại nhỡ", "cuộc gọi video nhỡ"),
	each(false, "voice call", "video call", "group voice call", "group video call", "group call", "sprachanruf", "videoanruf", "gruppenanruf", "gruppen-sprachanruf", "gruppen-videoanruf", "llamada de voz", "llamada grupal", "videollamada", "llamada", "chamada de voz", "chamada de vídeo", "ligação de voz", "ligação de vídeo", "appel vocal", "appel vidéo", "chiamata vocale", "videochiamata", "spraakoproep", "video-oproep", "audio-oproep", "spraakgesprek", "videogesprek", "аудиозвонок", "видеозвонок", "групповой звонок", "аудіодзвінок", "відеодзвінок", "голосовий виклик", "sesli arama", "görüntülü arama", "połączenie głosowe", "połączenie wideo", "rozmowa wideo", "panggilan suara", "panggilan video", "röstsamtal", "videosamtal", "taleopkald", "videoopkald", "taleanrop", "videoanrop", "äänipuhelu", "videopuhelu", "hlasový hovor", "videohovor", "hanghívás", "videohívás", "apel vocal", "apel video", "φωνητική κλήση", "βιντεοκλήση", "مكالمة صوتية", "مكالمة فيديو", "تماس صوتی", "تماس تصویری", "שיחה קולית", "שיחת וידאו", "वॉइस कॉल", "वीडियो कॉल", "音声通話", "ビデオ通話", "음성 통화", "영상 통화", "음성통화", "영상통화", "语音通话", "视频通话", "語音通話", "視訊通話", "โทรด้วยเสียง", "วิดีโอคอล", "cuộc gọi thoại", "cuộc gọi video")...))

// unanswered are words behind a call that nobody took.
var unanswered = []string{
	"no answer", "unanswered", "declined", "not answered", "tap to call back", "keine antwort", "nicht angenommen", "abgelehnt", "sin respuesta", "rechazada", "no contestada", "sem resposta", "não atendida", "recusada", "sans réponse", "aucune réponse", "pas de réponse", "refusé", "nessuna risposta", "senza risposta", "rifiutata", "geen antwoord", "niet beantwoord", "geweigerd", "нет ответа", "без ответа", "отклонён", "немає відповіді", "без відповіді", "cevap yok", "yanıt yok", "cevaplanmadı", "brak odpowiedzi", "odrzucone", "tidak ada jawaban", "tidak dijawab", "tak terjawab", "inget svar", "intet svar", "ikke svar", "ei vastausta", "bez odpovědi", "nincs válasz", "niciun răspuns", "καμία απάντηση", "لا يوجد رد", "لم يتم الرد", "بی‌پاسخ", "אין מענה", "ללא מענה", "कोई जवाब नहीं", "応答なし", "부재중", "응답 없음", "无应答", "无人接听", "無人接聽", "未接聽", "ไม่มีผู้รับสาย", "không trả lời",
}

var units = []struct {
	word    string
	seconds int32
}{
	{"min", 60}, {"мин", 60}, {"хв", 60}, {"dk", 60}, {"dak", 60}, {"分", 60}, {"분", 60}, {"دقيقة", 60}, {"دقائق", 60}, {"دقیقه", 60}, {"דק", 60}, {"मिनट", 60}, {"นาที", 60}, {"phút", 60}, {"λεπ", 60}, {"perc", 60}, {"m", 60},
	{"hr", 3600}, {"hour", 3600}, {"std", 3600}, {"st", 3600}, {"uur", 3600}, {"u", 3600}, {"ore", 3600}, {"ora", 3600}, {"sa", 3600}, {"jam", 3600}, {"tim", 3600}, {"godz", 3600}, {"hod", 3600}, {"ч", 3600}, {"год", 3600}, {"小时", 3600}, {"小時", 3600}, {"時間", 3600}, {"시간", 3600}, {"ساعة", 3600}, {"ساعات", 3600}, {"ساعت", 3600}, {"שע", 3600}, {"घंट", 3600}, {"ชั่วโมง", 3600}, {"giờ", 3600}, {"ώρ", 3600}, {"óra", 3600}, {"h", 3600},
	{"sec", 1}, {"sek", 1}, {"seg", 1}, {"sn", 1}, {"сек", 1}, {"秒", 1}, {"초", 1}, {"ثانية", 1}, {"ثوان", 1}, {"ثانیه", 1}, {"שנ", 1}, {"सेकंड", 1}, {"วินาที", 1}, {"giây", 1}, {"det", 1}, {"dtk", 1}, {"mp", 1}, {"с", 1}, {"s", 1},
}

// noticesBy are beginnings that only the app writes.
var noticesBy = byHead(
	"messages and calls are end-to-end encrypted", "messages to this chat and calls are now secured", "messages to this group are now secured", "messages you send to this", "messages are end-to-end encrypted", "your security code with", "this chat is with a business", "this business account", "this business uses a secure service", "this business is now working", "this business works with", "this business has registered as", "you created group", "you created this group", "you changed the subject", "you changed this group's", "you changed the group", "you turned on disappearing", "you turned off disappearing", "you updated the message timer", "you set messages to disappear", "you blocked this contact", "you unblocked this contact", "you joined using this group's invite link", "you joined from the community", "you're now an admin", "you're no longer an admin", "you were added to", "group creator", "turned on advanced chat privacy", "advanced chat privacy", "you turned on advanced chat privacy", "you turned off advanced chat privacy", "you pinned a message", "only messages that mention or people share with",
	"nachrichten und anrufe sind ende-zu-ende-verschlüsselt", "nachrichten in diesem chat sowie anrufe sind jetzt", "nachrichten in dieser gruppe sind jetzt", "nachrichten, die du in diesem chat", "deine sicherheitsnummer für", "eure sicherheitsnummer", "die sicherheitsnummer von", "dieser chat ist mit einem unternehmen", "dieser chat ist mit einem business", "du hast die gruppe", "du hast diese gruppe", "du hast den betreff", "du hast selbstlöschende", "du hast diesen kontakt", "du hast die nachrichtendauer",
	"los mensajes y las llamadas están cifrados", "los mensajes y llamadas están cifrados", "los mensajes en este chat y las llamadas", "los mensajes en este grupo", "cambió tu código de seguridad", "tu código de seguridad con", "este chat es con una cuenta de empresa", "activaste los mensajes temporales", "desactivaste los mensajes temporales", "creaste el grupo", "creaste este grupo",
	"as mensagens e as chamadas são protegidas", "as mensagens e ligações são protegidas", "as mensagens e as ligações são protegidas", "as mensagens e chamadas são", "as mensagens desta conversa", "as mensagens neste grupo", "as mensagens deste grupo", "seu código de segurança com", "o seu código de segurança com", "esta conversa é com uma conta comercial", "você criou o grupo", "você criou este grupo", "você ativou as mensagens temporárias", "você desativou as mensagens temporárias",
	"les messages et les appels sont chiffrés", "les messages et appels sont chiffrés", "les messages envoyés dans cette discussion", "les messages envoyés dans ce groupe", "votre code de sécurité avec", "vous avez créé le groupe", "vous avez créé ce groupe", "vous avez activé les messages éphémères", "vous avez désactivé les messages éphémères", "cette discussion est avec un compte professionnel",
	"i messaggi e le chiamate sono crittografati", "i messaggi e le chiamate in questa chat", "i messaggi in questa chat", "i messaggi in questo gruppo", "il tuo codice di sicurezza con", "hai creato il gruppo", "hai creato questo gruppo", "hai attivato i messaggi effimeri", "hai disattivato i messaggi effimeri",
	"berichten en gesprekken worden end-to-end", "berichten en oproepen worden end-to-end", "berichten en oproepen zijn end-to-end", "berichten en gesprekken zijn end-to-end", "berichten in deze chat en oproepen", "berichten naar deze groep", "je beveiligingscode met", "je hebt de groep", "je hebt deze groep", "je hebt zelfverwijderende", "je hebt verdwijnende",
	"сообщения и звонки защищены", "сообщения и звонки теперь защищены", "сообщения в данном чате", "сообщения в этом чате", "сообщения в этой группе", "ваш код безопасности с", "вы создали группу", "вы создали эту группу", "вы включили исчезающие", "вы отключили исчезающие", "повідомлення та дзвінки захищені", "повідомлення й виклики захищено",
	"mesajlar ve aramalar uçtan uca", "bu sohbetteki mesajlar", "bu gruba gönderilen mesajlar", "güvenlik kodunuz değişti", "wiadomości i połączenia są w pełni szyfrowane", "wiadomości i połączenia są szyfrowane", "wiadomości i rozmowy są", "utworzyłeś grupę", "utworzyłaś grupę", "pesan dan panggilan terenkripsi", "pesan dan telepon di chat ini", "anda membuat grup", "kode keamanan anda dengan", "mesej dan panggilan disulitkan", "meddelanden och samtal är end-to-end-krypterade", "meddelanden och samtal är totalsträckskrypterade", "beskeder og opkald er end-to-end-krypterede", "meldinger og anrop er ende-til-ende-krypterte", "viestit ja puhelut ovat täysin salattuja", "viestit ja puhelut ovat päästä päähän", "zprávy a hovory jsou koncově šifrované", "správy a hovory sú", "az üzenetek és hívások végpontok között", "az üzenetek és a hívások végpontok között", "mesajele și apelurile sunt criptate", "τα μηνύματα και οι κλήσεις είναι κρυπτογραφημένα", "съобщенията и обажданията са шифровани", "съобщенията и разговорите са",
	"الرسائل والمكالمات مشفرة", "الرسائل والمكالمات مشفّرة", "الرسائل والمكالمات محمية", "پیام‌ها و تماس‌ها رمزگذاری", "پیام‌ها و تماس‌ها به‌صورت", "ההודעות והשיחות מוצפנות", "מסרים ושיחות מוצפנים", "संदेश और कॉल एंड-टू-एंड", "मैसेज और कॉल एंड-टू-एंड", "मैसेजेस और कॉल्स एंड-टू-एंड", "メッセージと通話はエンドツーエンド", "메시지와 통화는 종단간", "메시지와 통화는 종단 간", "消息和通话都进行端到端加密", "消息和通话已进行端到端加密", "消息与通话均经", "訊息和通話經端對端加密", "訊息和通話受到端對端加密", "訊息與通話", "ข้อความและการโทรได้รับการเข้ารหัส", "ข้อความและการโทรจะถูกเข้ารหัส", "tin nhắn và cuộc gọi được mã hóa", "els missatges i les trucades estan xifrats",
)

// renames are parts of notices that quote a name, in which a colon may stand.
var renames = []string{
	" created group ", " created the group ", " changed the subject ", " changed the group name ", " hat die gruppe ", " hat den betreff ", " hat den namen ", " creó el grupo ", " cambió el asunto ", " cambió el nombre ", " criou o grupo ", " mudou o nome ", " alterou o nome ", " a créé le groupe ", " a changé le sujet ", " a modifié le nom ", " ha creato il gruppo ", " ha cambiato l'oggetto ", " ha cambiato il nome ", " heeft de groep ", " heeft het onderwerp ", " создал группу ", " создал(а) группу ", " изменил тему ", " изменил(а) тему ", " utworzył grupę ", " membuat grup ", " grubunu oluşturdu",
}

// deeds are what the app says about the person in front of the colon.
var deeds = []string{
	"created group", "created this group", "changed the subject", "changed this group's", "changed the group", "joined using this group's invite link", "joined from the community", "changed their phone number", "changed to ", "turned on disappearing", "turned off disappearing", "updated the message timer", "set messages to disappear", "was added", "turned on advanced chat privacy", "turned off advanced chat privacy", "pinned a message",
	"hat die gruppe", "hat diese gruppe", "hat den betreff", "hat das gruppenbild", "hat die gruppenbeschreibung", "hat selbstlöschende", "hat die sicherheitsnummer", "hat eine neue telefonnummer", "ist der gruppe", "creó el grupo", "creó este grupo", "cambió el asunto", "cambió su número", "activó los mensajes temporales", "criou o grupo", "criou este grupo", "mudou o número", "ativou as mensagens temporárias", "a créé le groupe", "a créé ce groupe", "a changé de numéro", "a activé les messages éphémères", "ha creato il gruppo", "ha creato questo gruppo", "ha cambiato numero", "ha attivato i messaggi effimeri", "heeft de groep", "heeft deze groep",
}

// sent are beginnings of marked text that a person sent.
var sent = []string{
	"location:", "location shared", "live location", "poll:", "event:", "waiting for this message", "standort:", "live-standort", "umfrage:", "ubicación", "ubicación en tiempo real", "encuesta:", "localização", "enquete:", "localisation", "position", "sondage", "sondaggio:", "posizione", "locatie:", "live locatie", "locatie", "местоположение", "геопозиция", "опрос", "konum", "anket", "lokalizacja", "ankieta", "lokasi", "الموقع", "استطلاع", "מיקום", "位置", "投票", "アンケート", "위치", "투표", "auf diese nachricht wird gewartet", "esperando este mensaje", "aguardando esta mensagem", "en attente de ce message", "in attesa del messaggio", "wachten op dit bericht", "ожидание данного сообщения",
}

var kinds = func() map[string]Kind {
	out := map[string]Kind{}
	for k, list := range map[chat.Kind][]string{chat.Media: omitted, chat.Empty: viewedOnce, chat.Deleted: deleted} {
		for _, s := range list {
			out[s] = Kind(k)
		}
	}
	return out
}()

// plausible says, by the first letters, which lines are worth a look in
// kinds: nearly none of those that people write.
var plausible = func() (out [1 << 10]uint64) {
	for s := range kinds {
		for _, v := range []string{s, upperFirst(s)} {
			h := hint(v)
			out[h>>6] |= 1 << (h & 63)
		}
	}
	return out
}()

const longestPhrase = 200 // bytes, with everything that canon takes off
