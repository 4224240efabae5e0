import HubbubDomain
import HubbubHub
import HubbubTesting
import Testing

/// The end, with sockets open.
@Suite(.timeLimit(.minutes(10))) struct ProgramDrainTests {
  @Test func `each socket is told when to come back, at a time of its own`() async throws {
    let server = try await RunningServer.start()
    let token = try await server.signUp("anna")
    var sockets: [TestSocket] = []
    for _ in 0..<5 { sockets.append(try await server.socket(token: token)) }
    for socket in sockets { #expect(try await socket.hear().event == "hello") }
    async let stopped: Void = server.stop()
    var slots: Set<Int64> = []
    for socket in sockets {
      let close = try #require(try await socket.closing())
      #expect(close.closeCode == 4001)
      let slot = try #require(try JSON(close.closeReason).retryAfterMs.integer)
      #expect(slot >= 0)
      slots.insert(slot)
      try await socket.sayClose(4001)
    }
    #expect(slots.count == sockets.count)
    try await stopped
  }

  @Test func `what was asked before the end is answered before the goodbye`() async throws {
    let server = try await RunningServer.start()
    let token = try await server.signUp("anna")
    let post = try await server.post("hello", token: token)
    let socket = try await server.socket(token: token)
    #expect(try await socket.hear().event == "hello")
    try await socket.say(#"{"ref":1,"op":"start"}"#)
    #expect(try await socket.hear().ref == 1)
    try await socket.say(#"{"ref":2,"op":"like","post":"\#(post)"}"#)
    // The ping is answered at once, so the like has been taken by then.
    try await socket.say(#"{"ref":3,"op":"ping"}"#)
    var refs: Set<JSON> = []
    while !refs.contains(3) { refs.insert(try await socket.hear().ref) }
    async let stopped: Void = server.stop()
    while let frame = try await socket.next(), frame.opcode != .close {
      refs.insert(frame.json.ref)
    }
    #expect(refs.contains(2))
    try await socket.sayClose(4001)
    try await stopped
  }

  @Test func `while sockets are told to go no other is let in, and nothing is ready`()
    async throws
  {
    let server = try await RunningServer.start()
    let token = try await server.signUp("anna")
    let socket = try await server.socket(token: token)
    async let stopped: Void = server.stop()
    #expect(try await socket.closing()?.closeCode == 4001)
    // The first does not answer yet, so the server still waits, and still listens.
    let refused = await #expect(throws: TestAnswer.self) {
      _ = try await server.socket(token: token)
    }
    #expect(refused?.status == 503)
    #expect(refused?.header("retry-after") != nil)
    #expect(try await server.ask("GET", "/readyz").status == 503)
    #expect(try await server.ask("GET", "/livez").status == 200)
    try await socket.sayClose(4001)
    try await stopped
  }

  @Test func `a client that does not answer cannot hold up the end`() async throws {
    let server = try await RunningServer.start()
    let token = try await server.signUp("anna")
    let silent = try await server.socket(token: token)
    let deaf = try await server.socket(token: token)
    try await deaf.stopReading()
    let taken = try await ContinuousClock().measure { try await server.stop() }
    #expect(taken < Limits.shutdownDeadline)
    #expect(try await silent.closing()?.closeCode == 4001)
  }
}
