package phrase

// yous are the words with which Meta speaks to the one who downloads.
var yous = []string{"You", "Du", "Vous", "Tu", "Tú", "Hai", "Você", "Je", "Sen"}

// phrases finds a sentence by its first word. In English they are complete as
// far as public exports show; in other languages they are those which carry
// no field of their own.
var phrases = byFirstWord(
	// Likes and reactions, which stand in Instagram's downloads a second time, as messages.
	either(Reaction, entire, "liked a message", "a aimé un message", "le gustó un mensaje", "curtiu uma mensagem", "gostou de uma mensagem",
		"gefällt eine Nachricht", "hat eine Nachricht mit „Gefällt mir“ markiert", `ha messo "Mi piace" a un messaggio`, "vindt een bericht leuk", "bir mesajı beğendi"),
	either(Reaction, emoji, "reacted … to your message", "reacted … to a message", "hat mit … auf deine Nachricht reagiert", "hat mit … reagiert", "a réagi … à votre message", "a réagi … à ton message", "a réagi avec … à votre message",
		"reaccionó … a tu mensaje", "reaccionó con … a tu mensaje", "ha aggiunto la reazione … al tuo messaggio", "ha reagito con … al tuo messaggio", "reagiu … à sua mensagem", "reagiu com … à sua mensagem", "heeft met … op je bericht gereageerd", "heeft … gereageerd op je bericht"),

	after(Attachment, entire, "sent an attachment", "sent a photo", "sent a video", "sent a voice message", "sent an audio", "sent a sticker", "sent a GIF", "sent a link", "sent a location", "sent a live location", "shared a location", "shared a contact", "shared a link", "shared a story", "shared a post", "shared a reel",
		"hat einen Anhang gesendet", "hast einen Anhang gesendet", "a envoyé une pièce jointe", "avez envoyé une pièce jointe", "as envoyé une pièce jointe", "envió un archivo adjunto", "enviaste un archivo adjunto", "ha enviado un archivo adjunto", "has enviado un archivo adjunto",
		"ha inviato un allegato", "inviato un allegato", "enviou um anexo", "enviaste um anexo", "heeft een bijlage verzonden", "hebt een bijlage verzonden", "bir dosya eki gönderdi", "bir dosya eki gönderdin"),
	bare(Attachment, entire, "enviaste un archivo adjunto", "enviaste um anexo"),

	// Calls say "started" and "ended" in two messages.
	after(CallBegun, entire, "started a call", "started an audio call", "started a video call", "started a video chat", "hat einen Audioanruf gestartet", "hat einen Videochat gestartet", "hast einen Audioanruf gestartet", "hast einen Videochat gestartet",
		"a démarré un appel audio", "a lancé un appel audio", "a démarré un appel vidéo", "a lancé une discussion vidéo", "inició una llamada de audio", "inició una videollamada", "inició un chat de video", "ha avviato una chiamata audio", "ha avviato una videochiamata", "iniciou uma chamada de áudio", "iniciou uma chamada de vídeo"),
	bare(CallOver, entire, "call ended", "audio call ended", "video call ended", "video chat ended", "the call ended", "the audio call ended", "the video call ended", "the video chat ended", "audioanruf beendet", "videochat beendet", "videoanruf beendet", "appel audio terminé", "discussion vidéo terminée", "appel vidéo terminé",
		"llamada de audio finalizada", "videollamada finalizada", "chat de video finalizado", "chiamata audio terminata", "videochiamata terminata", "chamada de áudio encerrada", "chamada de vídeo encerrada"),
	bare(CallMissed, entire, "missed call", "missed audio call", "missed voice call", "missed video call", "missed video chat", "verpasster Audioanruf", "verpasster Videochat", "verpasster Anruf", "appel audio manqué", "appel vidéo manqué", "appel manqué", "llamada perdida", "videollamada perdida", "chiamata persa", "videochiamata persa", "chamada perdida", "chamada de áudio perdida", "chamada de vídeo perdida"),
	after(CallMissed, entire, "missed a call", "missed an audio call", "missed a video call", "missed a video chat", "missed your call", "missed your audio call", "missed your video call", "missed your video chat", "hat einen Audioanruf verpasst", "hat einen Videochat verpasst", "hat deinen Anruf verpasst", "hast einen Anruf verpasst",
		"a manqué un appel audio", "a manqué votre appel", "avez manqué un appel audio", "perdió una llamada de audio", "ha perso una chiamata audio", "perdeu uma chamada de áudio", "perdeu uma chamada de vídeo", "perdeu uma chamada"),
	after(CallMissed, begins, "missed a call from ", "missed a video chat with ", "missed an audio call from ", "missed a video call from "),

	after(Taken, entire, "unsent a message", "removed a message"),
	bare(Taken, entire, "user unsent a message", "this message was unsent"),

	after(Vanishing, entire, "turned on vanish mode", "turned on disappearing messages"),
	after(Vanishing, begins, "turned on disappearing messages", "set messages to disappear", "set disappearing messages to"),
	after(Notice, entire, "turned off vanish mode", "turned off disappearing messages", "changed the chat theme", "changed the group photo", "removed the group photo", "removed the group name", "left the group", "left the chat", "left the call", "left the video chat", "joined the call", "joined the video chat", "joined the audio call", "joined the group", "created the group", "created this group",
		"created a poll", "pinned a message", "unpinned a message", "took a screenshot", "is now an admin", "is no longer an admin", "turned on message approval", "turned off message approval", "started a plan", "ended the plan", "removed a vote", "removed the nickname", "cleared the chat theme",
		"hat die Gruppe verlassen", "ist dem Anruf beigetreten", "ist dem Videochat beigetreten", "hat das Gruppenbild geändert", "hat eine Nachricht fixiert", "a quitté le groupe", "a rejoint l'appel", "a rejoint l’appel", "a changé la photo du groupe", "abandonó el grupo", "salió del grupo", "se unió a la llamada", "ha abbandonato il gruppo", "saiu do grupo", "entrou no grupo", "alterou a foto do grupo", "heeft de groep verlaten"),
	after(Notice, begins, "changed the theme to ", "changed the chat theme to ", "set the nickname for ", "set your nickname to ", "set his own nickname to ", "set her own nickname to ", "set their own nickname to ", "cleared the nickname for ", "cleared your nickname", "cleared his own nickname", "cleared her own nickname", "cleared their own nickname",
		"set the emoji to ", "set the quick reaction to ", "set the chat emoji to ", "named the group ", "changed the group name to ", "created a poll: ", "created a poll \"", "voted for \"", "changed vote to ", "removed vote for ", "created the group ", "named the plan ",
		"hat das Thema ", "hat das Chatthema ", "hat den Spitznamen ", "hat deinen Spitznamen ", "hat das Emoji ", "hat die Gruppe ", "a changé le thème ", "a défini le surnom ", "a défini l’emoji ", "a nommé le groupe ", "cambió el tema ", "cambió el apodo ", "cambió el emoji ", "nombró al grupo ", "ha cambiato il tema ", "ha impostato il soprannome ", "mudou o tema ", "alterou o tema ", "definiu o apelido ", "deu o nome ", "nomeou o grupo ", "alterou o nome do grupo "),
	after(Notice, around, "added … to the group", "removed … from the group", "voted for … in the poll", "hat … zur Gruppe hinzugefügt", "hat … aus der Gruppe entfernt", "a ajouté … au groupe", "a retiré … du groupe", "añadió a … al grupo", "agregó a … al grupo", "ha aggiunto … al gruppo", "adicionou … ao grupo"),
	bare(Notice, entire, "you can now message and call each other and see info like Active Status and when you've read messages", "you are now connected on Messenger", "this poll is no longer available", "a payment request was auto-detected"),
	bare(Notice, begins, "say hi to your new Facebook friend", "you can now message and call each other", "you're now connected on ", "messages and calls are secured with end-to-end encryption", "this poll is no longer"),
)

type family []phrase

func after(is Meaning, fit fit, words ...string) family {
	return list(phrase{is: is, fit: fit, named: true}, words)
}
func bare(is Meaning, fit fit, words ...string) family {
	return list(phrase{is: is, fit: fit, alone: true}, words)
}
func either(is Meaning, fit fit, words ...string) family {
	return list(phrase{is: is, fit: fit, alone: true, named: true}, words)
}

func list(p phrase, words []string) family {
	out := make(family, len(words))
	for i, w := range words {
		p.words = lowerFirst(w)
		out[i] = p
	}
	return out
}

func byFirstWord(all ...family) map[string][]phrase {
	out := map[string][]phrase{}
	for _, f := range all {
		for _, p := range f {
			word := string(firstWord([]byte(p.words)))
			out[word] = append(out[word], p)
		}
	}
	return out
}
