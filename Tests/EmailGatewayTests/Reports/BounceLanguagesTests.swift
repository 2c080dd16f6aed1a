// SPDX-License-Identifier: Apache-2.0

import GatewayKit
import Testing

/// Bounces in the languages of their readers, with no word of a server's in English.
@Suite struct BounceLanguagesTests {
    @Test("prose of a language", arguments: cases)
    func prose(_ sample: ProseCase) {
        #expect(ReturnedMailCase.told(sample.mail) == .report(sample.state))
    }

    static let cases = [
        ProseCase(
            "German, GMX", "Mail delivery failed: returning message to sender",
            """
            Ihre E-Mail konnte an die folgende Adresse nicht zugestellt werden:

            bob@example.com:
            Die Mailbox des Empfängers ist voll.
            """, .failed(.full)),
        ProseCase(
            "German, Exchange", from: "Microsoft Outlook <postmaster@mx.example.com>", "Unzustellbar: Tee",
            """
            Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

            bob@example.com
            Die eingegebene E-Mail-Adresse konnte nicht gefunden werden. Überprüfen Sie die E-Mail-Adresse.
            """, .failed(.recipient)),
        ProseCase(
            "German, too large", "Unzustellbar: Tee",
            "Die Nachricht wurde nicht zugestellt:\n\nbob@example.com\nDie Nachricht überschreitet die maximal zulässige"
                + " Größe.", .failed(.content)),
        ProseCase(
            "German, time", "Unzustellbar: Tee",
            "Die Nachricht konnte nicht zugestellt werden:\n\nbob@example.com\nDer Server antwortete fünf Tage lang"
                + " nicht; es wurden mehrere Zustellversuche unternommen.", .expired),
        ProseCase(
            "German, a rule", "Unzustellbar: Tee",
            "Die Nachricht konnte nicht zugestellt werden:\n\nbob@example.com\nIhre Nachricht wurde als Spam eingestuft.",
            .failed(.policy)),
        ProseCase(
            "French, Orange", "Échec de livraison",
            "Votre message n'a pas pu être délivré :\n\nbob@example.com\nAdresse d'au moins un destinataire invalide.",
            .failed(.recipient)),
        ProseCase(
            "French, full", "Message non distribué",
            "Votre message n'a pas été remis :\n\nbob@example.com\nBoîte du destinataire pleine.", .failed(.full)),
        ProseCase(
            "French, a rule", "Non remis : Thé",
            "Échec de la remise :\n\nbob@example.com\nVotre message a été considéré comme du courrier indésirable.",
            .failed(.policy)),
        ProseCase(
            "French, Domino", "ÉCHEC DE LIVRAISON",
            "Votre message n'a pas été remis à :\n\nbob@example.com\n\nmotif :\n\nnon répertorié dans l'annuaire.",
            .failed(.recipient)),
        ProseCase(
            "Spanish, nobody", "No se puede entregar: Té",
            "No se pudo entregar el mensaje:\n\nbob@example.com\nNo se encontró la dirección de correo electrónico.",
            .failed(.recipient)),
        ProseCase(
            "Spanish, full", "Correo devuelto",
            "No se ha podido entregar:\n\nbob@example.com\nEl buzón de correo del destinatario está lleno.",
            .failed(.full)),
        ProseCase(
            "Italian, nobody", "Messaggio non recapitabile",
            "Impossibile recapitare il messaggio:\n\nbob@example.com\nL'indirizzo non esiste.", .failed(.recipient)),
        ProseCase(
            "Italian, full", "Mancato recapito",
            "Il messaggio non è stato consegnato:\n\nbob@example.com\nLa casella di posta del destinatario è piena.",
            .failed(.full)),
        ProseCase(
            "Portuguese, nobody", "Não foi possível entregar",
            "Sua mensagem não foi entregue:\n\nbob@example.com\nO endereço de e-mail não existe.", .failed(.recipient)),
        ProseCase(
            "Portuguese, full", "Mensagem não entregue",
            "Sua mensagem não foi entregue:\n\nbob@example.com\nA caixa postal do destinatário está cheia.",
            .failed(.full)),
        ProseCase(
            "Dutch, nobody", "Onbestelbaar: Thee",
            "Uw bericht kon niet worden bezorgd:\n\nbob@example.com\nHet e-mailadres bestaat niet.",
            .failed(.recipient)),
        ProseCase(
            "Dutch, full", "Onbestelbaar: Thee",
            "Uw bericht kon niet worden bezorgd:\n\nbob@example.com\nDe mailbox van de ontvanger is vol.",
            .failed(.full)),
        ProseCase(
            "Polish, WP", "Niedostarczona wiadomość",
            "Twoja wiadomość nie została dostarczona:\n\nbob@example.com\nNie ma takiego użytkownika.",
            .failed(.recipient)),
        ProseCase(
            "Polish, full", "Zwrot: nie dostarczono wiadomości",
            "Wiadomość nie mogła zostać dostarczona:\n\nbob@example.com\nSkrzynka odbiorcy jest przepełniona.",
            .failed(.full)),
        ProseCase(
            "Czech, Seznam", "Nedoručitelná zpráva",
            "Zprávu se nepodařilo doručit:\n\nbob@example.com\nSchránka příjemce neexistuje.", .failed(.recipient)),
        ProseCase(
            "Czech, full", "Nedoručitelná zpráva",
            "Zprávu se nepodařilo doručit:\n\nbob@example.com\nSchránka příjemce je plná.", .failed(.full)),
        ProseCase(
            "Russian, Mail.Ru", "Ваше сообщение не доставлено. Mail failure.",
            "Ваше письмо не может быть доставлено:\n\n  bob@example.com\n    пользователь не найден",
            .failed(.recipient)),
        ProseCase(
            "Russian, Yandex", "Недоставленное сообщение",
            "Вы отправили письмо, которое не удалось доставить:\n\n<bob@example.com>\nПочтовый ящик получателя переполнен.",
            .failed(.full)),
        ProseCase(
            "Russian, time", "Недоставленное сообщение",
            "Письмо не удалось доставить:\n\nbob@example.com\nИстёк срок ожидания доставки.", .expired),
        ProseCase(
            "Ukrainian, nobody", "Недоставлене повідомлення",
            "Ваш лист не доставлено:\n\nbob@example.com\nТакого користувача не існує.", .failed(.recipient)),
        ProseCase(
            "Chinese, NetEase", "系统退信", "您的邮件未能送达以下收件人：\n\nbob@example.com\n该用户不存在，或帐号已被注销。",
            .failed(.recipient)),
        ProseCase(
            "Chinese, a rule", "系统退信", "您的邮件被退回：\n\nbob@example.com\n邮件内容被识别为垃圾邮件，对方拒收。", .failed(.policy)),
        ProseCase(
            "Chinese, time", "退信通知", "邮件投递失败：\n\nbob@example.com\n多次尝试后仍无法连接对方服务器。", .expired),
        ProseCase(
            "traditional Chinese, full", "郵件無法投遞", "您的郵件無法送達：\n\nbob@example.com\n收件者的信箱已滿。", .failed(.full)),
        ProseCase(
            "Japanese, Docomo", "メールを送信できませんでした", "次のあて先へのメールは配信できませんでした。\n\nbob@example.com\nあて先のメールアドレスが存在しません。",
            .failed(.recipient)),
        ProseCase(
            "Japanese, au", "Mail System Error - Returned Mail",
            "次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<bob@example.com>\n送信先のメールボックスの容量を超えています。", .failed(.full)),
        ProseCase(
            "Japanese, a refusal", "配信エラー", "メールを配信できませんでした。\n\nbob@example.com\n受信者の設定により受信拒否されました。", .failed(.policy)),
        ProseCase(
            "Korean, Naver", "[발송실패 안내] 메일이 전송되지 못했습니다",
            "메일이 전송되지 못했습니다.\n\nbob@example.com\n존재하지 않는 사용자입니다.", .failed(.recipient)),
        ProseCase(
            "Korean, full", "[발송실패 안내] 메일이 전송되지 못했습니다",
            "메일이 전송되지 못했습니다.\n\nbob@example.com\n받는 사람의 메일함 용량이 초과되었습니다.", .failed(.full)),
        ProseCase(
            "Turkish, nobody", "İleti teslim edilemedi",
            "İletiniz teslim edilemedi:\n\nbob@example.com\nKullanıcı bulunamadı.",
            .failed(.recipient)),
        ProseCase(
            "Swedish, nobody", "Kunde inte levereras",
            "Ditt meddelande kunde inte levereras:\n\nbob@example.com\nAdressen finns inte.",
            .failed(.recipient)),
        ProseCase(
            "Danish, full", "Kunne ikke leveres",
            "Din meddelelse kunne ikke leveres:\n\nbob@example.com\nModtagerens postkasse er fuld.",
            .failed(.full)),
        ProseCase(
            "Hungarian, nobody", "Kézbesíthetetlen üzenet",
            "Az üzenet nem kézbesíthető:\n\nbob@example.com\nIsmeretlen felhasználó.", .failed(.recipient)),
        ProseCase(
            "Finnish, full", "Viestiä ei voitu toimittaa",
            "Viestiä ei voitu toimittaa:\n\nbob@example.com\nVastaanottajan postilaatikko on täynnä.", .failed(.full)),
        ProseCase(
            "Romanian, nobody", "Mesaj nelivrat", "Mesajul nu a putut fi livrat:\n\nbob@example.com\nAdresa nu există.",
            .failed(.recipient)),
        ProseCase(
            "Greek, a rule", "Αποτυχία παράδοσης",
            "Το μήνυμα δεν παραδόθηκε:\n\nbob@example.com\nΧαρακτηρίστηκε ως ανεπιθύμητη αλληλογραφία.",
            .failed(.policy)),
        ProseCase(
            "Vietnamese, nobody", "Thư không gửi được",
            "Không thể gửi thư của bạn:\n\nbob@example.com\nĐịa chỉ không tồn tại.", .failed(.recipient)),
        ProseCase(
            "Arabic, nobody", "تعذر تسليم الرسالة", "لم يتم تسليم رسالتك:\n\nbob@example.com\nالعنوان غير موجود.",
            .failed(.recipient)),
        ProseCase(
            "a language in no list", "Teachtaireacht gan seachadadh",
            "Níor seachadadh do theachtaireacht:\n\nbob@example.com\nfáth anaithnid", .failed(.unknown)),
    ]
}
