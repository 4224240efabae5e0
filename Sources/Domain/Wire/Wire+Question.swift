extension Wire {
  /// Reads one text message of a client.
  ///
  /// Members that no command knows are checked and passed over, so that a
  /// newer client may say more.
  ///
  /// - Throws: ``Unreadable`` with `bad_request` for what is no command of
  ///   ours, `not_found` for an identifier of nothing, `too_large` for a text
  ///   or key above its limit.
  /// - Source: contract §3, "Life of a socket".
  public static func question(
    _ bytes: UnsafeRawBufferPointer
  ) throws(Unreadable) -> Question {
    let arguments: Arguments
    do throws(JSONFault) {
      arguments = try Arguments(bytes)
    } catch {
      let reason = "This cannot be read: \(error.rule.rawValue) (byte \(error.offset))."
      throw Unreadable(ref: nil, refusal: Refusal(.badRequest, reason))
    }
    guard let ref = arguments.ref?.integer else {
      let reason = "A whole number is wanted as ref."
      throw Unreadable(ref: nil, refusal: Refusal(.badRequest, reason, field: "ref"))
    }
    do throws(Refusal) {
      return Question(ref: ref, command: try arguments.command())
    } catch {
      throw Unreadable(ref: ref, refusal: error)
    }
  }
}

/// The members of a client's message, by name: found, not yet understood.
private struct Arguments {
  var ref: JSONValue?
  var op: JSONValue?
  var conversation: JSONValue?
  var key: JSONValue?
  var text: JSONValue?
  var media: JSONValue?
  var replyTo: JSONValue?
  var post: JSONValue?
  var seq: JSONValue?
  var topics: JSONValue?
  var epoch: JSONValue?
  var since: JSONValue?

  /// Reads the whole message, which must be one object.
  init(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) {
    var scanner = JSONScanner(bytes)
    var members = try scanner.openObject()
    while let name = try scanner.nextName(&members) { take(try scanner.value(), as: name) }
    try scanner.end()
  }

  private mutating func take(_ value: JSONValue, as name: JSONString) {
    if name.is("ref") {
      ref = value
    } else if name.is("op") {
      op = value
    } else if name.is("conversation") {
      conversation = value
    } else if name.is("key") {
      key = value
    } else if name.is("text") {
      text = value
    } else if name.is("post") {
      post = value
    } else if name.is("seq") {
      seq = value
    } else if name.is("topics") {
      topics = value
    } else if name.is("media") {
      media = value
    } else if name.is("replyTo") {
      replyTo = value
    } else if name.is("epoch") {
      epoch = value
    } else if name.is("since") {
      since = value
    }
  }

  /// Understands the members that the command named by `op` wants.
  func command() throws(Refusal) -> Command {
    guard let op = op?.string else {
      throw Refusal(.badRequest, "A command is wanted as op.", field: "op")
    }
    if op.is("send") { return try send() }
    if op.is("like") { return .like(try Argument.post(post)) }
    if op.is("unlike") { return .unlike(try Argument.post(post)) }
    if op.is("read") {
      return .read(try Argument.conversation(conversation), seq: try Argument.count(seq, "seq"))
    }
    if op.is("typing") { return .typing(try Argument.conversation(conversation)) }
    if op.is("active") { return .active }
    if op.is("ping") { return .ping }
    if op.is("start") {
      return .start(epoch: try Argument.epoch(epoch), since: try Argument.since(since))
    }
    if op.is("subscribe") { return .subscribe(try Argument.topics(topics)) }
    if op.is("unsubscribe") { return .unsubscribe(try Argument.topics(topics)) }
    throw Refusal(.badRequest, "There is no such command.", field: "op")
  }

  private func send() throws(Refusal) -> Command {
    let conversation = try Argument.conversation(conversation)
    let key = try Argument.written(key, "key", upTo: Limits.keyCharacters.upperBound)
    let media = try Argument.media(media)
    let text = try Argument.written(
      text, "text", upTo: Limits.messageCharacters.upperBound, mayBeEmpty: !media.isEmpty)
    return .send(
      conversation: conversation, key: key, text: text, media: media,
      replyTo: try Argument.replyTo(replyTo))
  }
}
