extension Wire {
  /// Encodes the first frame of a socket: who it is, and what it must keep to.
  public static func hello(_ hello: Hello) -> [UInt8] {
    var writer = JSONWriter(capacity: 640)
    writer.raw("{\"event\":\"hello\",\"data\":{\"protocol\":1,\"epoch\":")
    writer.string(hello.epoch)
    writer.raw(",\"session\":\"")
    writer.identifier(hello.session)
    writer.raw("\",\"user\":")
    writer.user(hello.user)
    writer.raw(",\"role\":")
    writer.string(hello.role.rawValue)
    writer.raw(",\"heartbeatMs\":")
    writer.milliseconds(hello.heartbeat)
    writer.raw(",\"limits\":")
    writer.limits()
    writer.raw("}}")
    return writer.bytes
  }

  /// Encodes that a topic began for this socket; it counts from `head` on.
  public static func joined(_ topic: Topic, head: Int64) -> [UInt8] {
    var writer = JSONWriter(capacity: 128)
    writer.raw("{\"event\":\"joined\",\"topic\":")
    writer.topic(topic)
    writer.raw(",\"seq\":")
    writer.integer(head)
    writer.raw("}")
    return writer.bytes
  }

  /// Encodes that a topic ended for this socket.
  public static func left(_ topic: Topic) -> [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.raw("{\"event\":\"left\",\"topic\":")
    writer.topic(topic)
    writer.raw("}")
    return writer.bytes
  }

  /// Encodes what the server counts, for the topic `stats`.
  ///
  /// - Parameter figures: a JSON object.
  public static func stats(_ figures: [UInt8]) -> [UInt8] {
    Array("{\"event\":\"stats\",\"topic\":\"stats\",\"data\":".utf8) + figures + Array("}".utf8)
  }

  /// The reason of a close frame that asks to come back: `{"retryAfterMs":n}`.
  public static func comeBack(after delay: Duration) -> String {
    var writer = JSONWriter(capacity: 48)
    writer.raw("{\"retryAfterMs\":")
    writer.milliseconds(delay)
    writer.raw("}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension JSONWriter {
  /// Writes the limits that a client on a socket must know.
  fileprivate mutating func limits() {
    let limits: KeyValuePairs<StaticString, Int> = [
      "messageCharacters": Limits.messageCharacters.upperBound,
      "keyCharacters": Limits.keyCharacters.upperBound,
      "messageBytes": Limits.messageBytes,
      "startBytes": Limits.startBytes,
      "frameBytes": Limits.frameBytes,
      "subscriptions": Limits.subscriptions,
      "catchUpEvents": Int(Limits.catchUpEvents),
      "commandsInFlight": Limits.commandsInFlight,
    ]
    raw("{")
    for (name, value) in limits {
      raw("\"")
      raw(name)
      raw("\":")
      integer(Int64(value))
      raw(",")
    }
    raw("\"startMs\":")
    milliseconds(Limits.startTimeout)
    raw("}")
  }
}
