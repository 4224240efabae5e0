import ArgumentParser

/// A thousand small rooms: what a community of families is, where nothing can be shared.
struct ManyRooms: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "many-rooms", abstract: "1,000 rooms with 5 sockets each, 64 messages in flight.",
    discussion: "Every message is on disk before it is delivered; the publisher is in every room.")

  @Option(help: "Rooms.") var rooms = 1_000
  @Option(help: "Sockets in each room, the publisher aside.") var members = 5
  @Option(help: "Messages in flight, over all rooms.") var window = 64
  @Option(help: "How long, in seconds.") var seconds = 5.0
  @Option(help: "Bytes of a message's text.") var textBytes = 128
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--rooms", rooms, Limits.rooms)
    try Bounds.check("--members", members, Limits.sockets)
    try Bounds.check("--rooms times --members", rooms * members, Limits.sockets)
    try Bounds.check("--window", window, Limits.window)
    try Bounds.check("--seconds", seconds, Limits.seconds)
    try Bounds.check("--text-bytes", textBytes, Limits.textBytes)
  }

  var community: StartedServer.Community { .init(users: rooms * members, rooms: rooms) }

  var settings: [String: Double] {
    [
      "rooms": Double(rooms), "members": Double(members), "window": Double(window),
      "seconds": seconds, "textBytes": Double(textBytes),
    ]
  }

  func perform(on stage: Stage) throws -> Figures {
    try stage.publish(
      Publishing(pace: .window(window), seconds: seconds, textBytes: textBytes),
      to: rooms * members)
  }
}
