/// Messages into one room, evenly over a window.
struct Stream {
  let room: String
  /// Messages of one window, which begins with the first.
  let count: Int
  let textBytes: Int
  private(set) var published = 0

  init(room: String, count: Int, textBytes: Int) {
    self.room = room
    self.count = count
    self.textBytes = textBytes
  }

  var topic: TopicKey { TopicKey("conversation:\(room)") }
  var isOver: Bool { published == count }

  /// A window begins.
  mutating func restart() { published = 0 }

  /// Takes the next message that is due, if one is.
  ///
  /// - Parameter share: of the window that has passed.
  /// - Returns: whether there is one.
  mutating func takeDue(_ share: Double) -> Bool {
    guard !isOver, Double(published) <= share * Double(count) else { return false }
    published += 1
    return true
  }
}
