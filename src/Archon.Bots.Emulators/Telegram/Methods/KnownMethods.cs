using System.Collections.Frozen;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Methods that Telegram has and the emulator only nods at. Source: the list of methods of the Bot API.</summary>
internal static class KnownMethods
{
    private const string List = """
        addstickertoset answercallbackquery answerguestquery answerinlinequery answerprecheckoutquery answershippingquery
        answerwebappquery approvechatjoinrequest approvesuggestedpost banchatmember banchatsenderchat closeforumtopic
        closegeneralforumtopic convertgifttostars copymessage copymessages createchatinvitelink createchatsubscriptioninvitelink
        createforumtopic createinvoicelink createnewstickerset declinechatjoinrequest declinesuggestedpost
        deleteallmessagereactions deletebusinessmessages deletechatphoto deletechatstickerset deleteforumtopic deletemessage
        deletemessagereaction deletemessages deletemycommands deletestickerfromset deletestickerset deletestory deletewebhook
        editchatinvitelink editchatsubscriptioninvitelink editforumtopic editgeneralforumtopic editmessagecaption
        editmessagechecklist editmessagelivelocation editmessagemedia editmessagereplymarkup editmessagetext editstory
        edituserstarsubscription exportchatinvitelink forwardmessage forwardmessages getavailablegifts getbusinessaccountgifts
        getbusinessaccountstarbalance getbusinessconnection getchat getchatadministrators getchatgifts getchatmember
        getchatmembercount getchatmemberscount getchatmenubutton getcustomemojistickers getfile getforumtopiciconstickers
        getgamehighscores getmanagedbotaccesssettings getmanagedbottoken getme getmycommands getmydefaultadministratorrights
        getmydescription getmyname getmyshortdescription getmystarbalance getstartransactions getstickerset getupdates
        getuserchatboosts getusergifts getuserpersonalchatmessages getuserprofileaudios getuserprofilephotos getwebhookinfo
        giftpremiumsubscription hidegeneralforumtopic kickchatmember leavechat pinchatmessage poststory promotechatmember
        readbusinessmessage refundstarpayment removebusinessaccountprofilephoto removechatverification removemyprofilephoto
        removeuserverification reopenforumtopic reopengeneralforumtopic replacemanagedbottoken replacestickerinset repoststory
        restrictchatmember revokechatinvitelink savepreparedinlinemessage savepreparedkeyboardbutton sendanimation sendaudio
        sendchataction sendchecklist sendcontact senddice senddocument sendgame sendgift sendinvoice sendlivephoto sendlocation
        sendmediagroup sendmessage sendmessagedraft sendpaidmedia sendphoto sendpoll sendsticker sendvenue sendvideo sendvideonote
        sendvoice setbusinessaccountbio setbusinessaccountgiftsettings setbusinessaccountname setbusinessaccountprofilephoto
        setbusinessaccountusername setchatdescription setchatmembertag setchatmenubutton setchatpermissions setchatphoto
        setchatstickerset setchattitle setcustomemojistickersetthumbnail setgamescore setmanagedbotaccesssettings
        setmessagereaction setmycommands setmydefaultadministratorrights setmydescription setmyname setmyprofilephoto
        setmyshortdescription setpassportdataerrors setstickeremojilist setstickerkeywords setstickermaskposition
        setstickerpositioninset setstickersetthumb setstickersetthumbnail setstickersettitle setuseremojistatus setwebhook
        stopmessagelivelocation stoppoll transferbusinessaccountstars transfergift unbanchatmember unbanchatsenderchat
        unhidegeneralforumtopic unpinallchatmessages unpinallforumtopicmessages unpinallgeneralforumtopicmessages unpinchatmessage
        upgradegift uploadstickerfile verifychat verifyuser
        """;

    private static readonly FrozenSet<string> Set = List.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string method) => Set.Contains(method);
}
