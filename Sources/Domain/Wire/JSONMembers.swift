/// The names read so far of an object that is open.
struct JSONMembers {
  private(set) var count = 0
  /// The first few, which is nearly always all: compared one by one.
  private var few: InlineArray<8, JSONString> = .init(
    repeating: JSONString(raw: UnsafeRawBufferPointer(start: nil, count: 0), hasEscapes: false))
  /// All of them once there are more, so that many names cost no square of time.
  private var many: Set<JSONString> = []

  /// Takes in a name; false if it was there before.
  mutating func insert(_ name: JSONString) -> Bool {
    defer { count += 1 }
    guard count >= few.count else {
      for index in 0..<count where few[index] == name { return false }
      few[count] = name
      return true
    }
    if count == few.count {
      for index in few.indices { many.insert(few[index]) }
    }
    return many.insert(name).inserted
  }
}

/// How many elements were read of an array that is open.
struct JSONElements {
  var count = 0
}
