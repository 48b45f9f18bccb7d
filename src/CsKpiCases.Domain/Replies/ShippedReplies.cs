// Long: the shipped replies, a table that is read as a whole.
using CsKpiCases.Domain.Cases;

namespace CsKpiCases.Domain.Replies;

/// <summary>A reply that every installation comes with; a shop takes a copy and makes it its own.</summary>
public sealed record ShippedReply(string Language, string? Category, CaseType? CaseType, string Title, string Text);

/// <summary>
/// The replies that a shop can begin with, in both languages. They own up to what is ours, name the next step and its time, and
/// neither ask back in reproach, nor blame, nor put anybody off (seed 003, banned phrases).
/// </summary>
public static class ShippedReplies
{
    public static IReadOnlyList<ShippedReply> All { get; } =
    [
        Zh(null, null, "首次回应", "您好，我是{shop}的{agent}，您反映的问题已经收到，由我负责跟进。我先核对订单 {order}，{due}前一定给您答复。"),
        Zh(null, null, "请买家补充照片", "给您添麻烦了。请您拍三张照片发给我：商品问题处、完整外观、快递面单。收到后我马上为您核实处理。"),
        Zh(null, null, "核实中，报告进度", "向您报告一下进度：您的问题（{case}）我已转给仓库核实，结果一出来就告诉您，最迟{due}前给您答复。"),
        Zh(ComplaintCatalogue.ProductQuality, null, "质量问题致歉", "收到有问题的商品，换谁都会着急，真的很抱歉。照片我看过了，这是我们的责任。您可以选择补发、换货或退款，您更方便哪一种？运费都由我们承担。"),
        Zh(ComplaintCatalogue.Transport, null, "运输破损致歉", "很抱歉，商品在路上受损了。您不用自己联系快递，赔付由我们和{courier}处理。我先为您安排补发或退款，您告诉我选哪一种就好。"),
        Zh(ComplaintCatalogue.Transport, null, "物流停滞，代为催件", "您的包裹（{courier} {tracking}）物流有一段时间没有更新，我已经联系{courier}加急查找。{due}前如果还没有结果，我直接为您补发或退款，不让您再等。"),
        Zh(ComplaintCatalogue.Service, null, "服务不周致歉", "对不起，之前的接待让您不愉快了。聊天记录我已经看过，确实是我们做得不好。您的问题从现在起由我一个人负责到底，我先把您最着急的这件办好。"),
        Zh(ComplaintCatalogue.PurchaseContract, null, "价格与活动说明", "订单 {order} 的实付金额和当时的活动，我已经逐项核对过，明细发给您看。若有多收的部分，今天就退回您的付款账户。"),
        Zh(ComplaintCatalogue.Suggestion, null, "感谢建议", "谢谢您这么仔细地告诉我们。您的建议我已记下，并转给了负责这款商品的同事，有改进会第一时间告诉您。"),
        Zh(null, null, "告知承诺", "和您确认一下我们说好的：{promise}，{due}前完成。办好后我会再给您留言，您也可以随时找我，报 {case} 就行。"),
        Zh(null, null, "已退款，请查收", "您好，订单 {order} 的退款已经办好，会原路退回您的付款账户，一般 1 至 3 个工作日到账。到账前有任何疑问，随时找我。"),
        Zh(null, null, "电话未接通", "您好，刚才给您打电话没有接通，怕打扰您就没有再拨。您方便时回复我一个合适的时间，我准时给您回电。"),
        Zh(null, null, "修改评价的请求", "谢谢您愿意再给我们一次机会。评价怎么写由您决定，我们不会为此提任何条件；您的问题我照样会处理好。"),
        Zh(null, null, "结束语", "您的问题已经处理好了，给您带来的不便再次向您道歉。之后使用中有任何情况，直接找我，报 {case} 就能查到。祝您生活愉快。"),
        Zh(null, CaseType.Return, "退货地址与寄回提醒", "退货申请已通过。请把商品连同配件一起寄回，运单号在订单页填写或直接发给我。仓库收到后 48 小时内验收并退款。"),
        Zh(null, CaseType.Reshipment, "补发单号", "补发的商品已寄出：{courier} {tracking}。耽误了您的时间，很抱歉，收到后有任何问题请马上告诉我。"),
        En(null, null, "First response", "Hello, this is {agent} from {shop}. I have your message and will take care of it myself. Let me check order {order}; you will hear from me by {due}."),
        En(null, null, "Please send photos", "I am sorry for the trouble. Could you send me three photos: the damage, the whole item, and the parcel label? As soon as I have them I will sort this out for you."),
        En(null, null, "Progress", "A short update on {case}: I have asked our warehouse to check it. You will hear from me as soon as they answer, and by {due} at the latest."),
        En(ComplaintCatalogue.ProductQuality, null, "Quality: apology", "I am sorry that the item reached you in this condition. I have seen your photos, and this is on us. We can send a new one, exchange it, or refund you, whichever suits you best; we bear the postage."),
        En(ComplaintCatalogue.Transport, null, "Damaged in transit: apology", "I am sorry that it was damaged on its way. You need not turn to the courier: we settle that with {courier}. Tell me whether you would like a replacement or a refund, and I will arrange it now."),
        En(ComplaintCatalogue.Transport, null, "Parcel has stopped moving", "Your parcel ({courier} {tracking}) has not moved for a while, and I have asked {courier} to trace it. If there is no result by {due}, I will send a new one or refund you, so that you need not wait any longer."),
        En(ComplaintCatalogue.Service, null, "Poor service: apology", "I am sorry for how you were treated. I have read the chat, and we did not do well. From here on I look after this myself, beginning with what is most urgent to you."),
        En(ComplaintCatalogue.PurchaseContract, null, "Price and promotion", "I have gone through what you paid for order {order} and the promotion at that time, and send you the breakdown. Anything charged too much goes back to your account today."),
        En(ComplaintCatalogue.Suggestion, null, "Thanks for a suggestion", "Thank you for telling us so carefully. I have passed it on to the colleague in charge of this item and will let you know what comes of it."),
        En(null, null, "What was promised", "To confirm what we agreed: {promise}, by {due}. I will write to you once it is done; you can also reach me at any time with {case}."),
        En(null, null, "Refund sent", "The refund for order {order} has been sent to the account you paid from; it usually takes one to three working days. If anything is unclear until then, just write to me."),
        En(null, null, "Could not reach you by phone", "I have just tried to call you and could not get through. Please tell me a time that suits you, and I will call you back then."),
        En(null, null, "Asked about a review", "Thank you for giving us another chance. What you write in your review is up to you, and we attach no conditions to it; I will solve your problem either way."),
        En(null, null, "Closing", "This has been settled, and I apologise again for the trouble. Should anything come up later, write to me with {case} and I will find it at once."),
        En(null, CaseType.Return, "Sending it back", "Your return is approved. Please send the item back with all parts and give me the tracking number. We inspect it within 48 hours of its arrival and refund you then."),
        En(null, CaseType.Reshipment, "Replacement is on its way", "Your replacement has been sent: {courier} {tracking}. I am sorry for the delay; please tell me at once if anything is wrong with it."),
    ];

    private static ShippedReply Zh(string? category, CaseType? type, string title, string text) => new("zh-CN", category, type, title, text);

    private static ShippedReply En(string? category, CaseType? type, string title, string text) => new("en", category, type, title, text);
}
