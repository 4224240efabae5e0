import HubbubDomain

/// What the server understands of a client's message.
func ask(_ bytes: [UInt8]) throws(Wire.Unreadable) -> Question {
  let result = bytes.withUnsafeBytes { raw in
    Result { () throws(Wire.Unreadable) in try Wire.question(raw) }
  }
  return try result.get()
}

/// What the server understands of a client's message.
func ask(_ text: String) throws(Wire.Unreadable) -> Question { try ask(Array(text.utf8)) }

/// Why the server does not understand a message; nil if it does.
func refusal(of text: String) -> Wire.Unreadable? {
  do throws(Wire.Unreadable) {
    _ = try ask(text)
    return nil
  } catch {
    return error
  }
}
