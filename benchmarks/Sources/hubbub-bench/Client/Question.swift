import FoundationEssentials

/// What a client asks, as the text of its frame (contract §3).
enum Question {
  /// `ref` of the `start`, the first question of every socket.
  static let startRef = 1

  static func start(epoch: String?, since: [String: Int64]) -> String {
    guard let epoch, !since.isEmpty else { return "{\"ref\":\(startRef),\"op\":\"start\"}" }
    let marks = since.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    return "{\"ref\":\(startRef),\"op\":\"start\",\"epoch\":\"\(epoch)\",\"since\":{\(marks)}}"
  }

  /// - Parameter text: without anything that JSON escapes.
  static func send(ref: Int, conversation: String, key: String, text: String) -> String {
    """
    {"ref":\(ref),"op":"send","conversation":"\(conversation)","key":"\(key)","text":"\(text)"}
    """
  }

  static func like(ref: Int, post: String, isLike: Bool) -> String {
    "{\"ref\":\(ref),\"op\":\"\(isLike ? "like" : "unlike")\",\"post\":\"\(post)\"}"
  }

  static func subscribe(ref: Int, post: String) -> String {
    "{\"ref\":\(ref),\"op\":\"subscribe\",\"topics\":[\"post:\(post)\"]}"
  }

  static func read(ref: Int, conversation: String, seq: Int64) -> String {
    "{\"ref\":\(ref),\"op\":\"read\",\"conversation\":\"\(conversation)\",\"seq\":\(seq)}"
  }

  static func typing(ref: Int, conversation: String) -> String {
    "{\"ref\":\(ref),\"op\":\"typing\",\"conversation\":\"\(conversation)\"}"
  }
}
