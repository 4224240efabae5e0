import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct LifeTests {
  @Test func `a socket that does not start within 10 seconds is closed with 4010`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let (mute, started) = (try await place.connect(users[0]), try await place.connect(users[0]))
      try await started.start()
      place.clock.advance(by: .seconds(9))
      await place.settle()
      #expect(mute.closedWith == nil)
      place.clock.advance(by: .seconds(1))
      #expect(try await mute.transport.closing()?.code == .noStart)
      await place.settle()
      #expect(started.closedWith == nil)
    }
  }

  @Test func `a socket that is silent for two heartbeats is closed with 4009`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let (mute, alive) = (try await place.listen(users[0]), try await place.listen(users[0]))
      place.clock.advance(by: Limits.heartbeat)
      try await alive.showLife()
      place.clock.advance(by: Limits.heartbeat - .seconds(1))
      await place.settle()
      #expect(mute.closedWith == nil)
      place.clock.advance(by: .seconds(1))
      #expect(try await mute.transport.closing()?.code == .noHeartbeat)
      await place.settle()
      #expect(alive.closedWith == nil)
      try await mute.disconnect(CloseCode.noHeartbeat.rawValue)
      #expect(place.counted("closed.4009") == 1)
      #expect(place.counted("sockets") == 1)
    }
  }

  @Test func `a slow peer that takes what it is sent is alive`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let slow = try await place.listen(users[0])
      for _ in 0..<4 {
        slow.backUp()
        place.clock.advance(by: Limits.heartbeat)
        await place.settle()
        try await slow.drain()
      }
      #expect(slow.closedWith == nil)
      slow.backUp()
      place.clock.advance(by: Limits.heartbeat * 2)
      #expect(try await slow.transport.closing()?.code == .noHeartbeat)
    }
  }

  @Test func `a start whose topics moved on finds them open at the second try`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      let socket = try await place.connect(users[0])
      place.store.shut(.heads)
      let ref = try await socket.say([("start", [:])])[0]
      try await place.store.untilWaiting(at: .heads)
      let arrived = place.store.arrived(at: .heads)
      try await place.say("between two reads", by: users[1], in: room)
      place.store.open(.heads)
      place.store.shut(.heads)  // who waited is through; nobody else is
      let isAnswered = try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask { try await socket.answer(to: ref).ok.heads != .null }
        group.addTask {
          try await place.store.untilArrived(arrived + 1, at: .heads)
          return false
        }
        defer { group.cancelAll() }
        return try await group.next()
      }
      #expect(isAnswered == true, "its topics were opened anew")
      place.store.openAll()
    }
  }

  @Test(arguments: StartTrouble.allCases)
  func `a start that does not begin lets go of all it opened`(trouble: StartTrouble) async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      await place.settle()
      let before = place.counted("topics")
      let socket = try await place.connect(users[0])
      place.store.shut(.heads)
      let ref = try await socket.say([("start", [:])])[0]
      try await place.store.untilWaiting(at: .heads)
      try await place.say("makes it try again", by: users[1], in: room)
      place.store.shut(.memberships)
      place.store.open(.heads)
      try await place.store.untilWaiting(at: .memberships)  // the second try
      switch trouble {
      case .storeFails:
        place.store.fail(.memberships, times: 1)
        place.store.open(.memberships)
        #expect(try await socket.answer(to: ref).code == "unavailable")
        try await socket.disconnect()
      case .socketGoes:
        try await socket.disconnect()
        place.store.openAll()
      }
      while place.counted("topics") != before {
        try Task.checkCancellation()
        await Task.yield()
      }
    }
  }

  enum StartTrouble: CaseIterable { case storeFails, socketGoes }

  @Test func `a start that failed late may be tried again`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.connect(users[0])
      place.store.shut(.memberships)
      let refs = try await socket.say([("start", [:])])
      try await place.store.untilWaiting(at: .memberships)
      place.clock.advance(by: Limits.startTimeout + .seconds(1))
      await place.settle()
      place.store.fail(.memberships, times: 1)
      place.store.open(.memberships)
      #expect(try await socket.answer(to: refs[0]).code == "unavailable")
      place.clock.advance(by: Limits.startTimeout - .seconds(1))
      await place.settle()
      #expect(socket.closedWith == nil)
      #expect(try await socket.start().code == nil)
    }
  }

  @Test func `each heartbeat is one ping`() async throws {
    try await withHub {
      $0.heartbeat = .seconds(10)
    } _: { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.listen(users[0])
      for beat in 1...5 {
        place.clock.advance(by: .seconds(9))
        await place.settle()
        #expect(socket.transport.pings == beat - 1)
        place.clock.advance(by: .seconds(1))
        try await socket.transport.untilPinged(beat)
        try await socket.showLife()
      }
      #expect(socket.transport.pings == 5)
    }
  }

  @Test func `when all places are taken a silent socket of the same session makes room`()
    async throws
  {
    try await withHub {
      $0.sockets = 2
      $0.heartbeat = .seconds(10)
    } _: { place in
      let users = try await place.store.addUsers(2)
      let session = place.session(of: users[0])
      let first = try await place.listen(users[0], session: session)
      #expect(place.hub.refusesSocket(of: session) == nil)
      let second = try await place.listen(users[0])
      #expect(place.hub.refusesSocket(of: session)?.code == .busy)
      place.clock.advance(by: .seconds(10))
      try await second.showLife()
      #expect(place.hub.refusesSocket(of: place.session(of: users[0]))?.code == .busy)
      #expect(place.hub.refusesSocket(of: place.session(of: users[1]))?.code == .busy)
      #expect(place.hub.refusesSocket(of: session) == nil)
      #expect(try await first.transport.closing()?.code == .noHeartbeat)
      await place.settle()
      #expect(second.closedWith == nil)
      #expect(place.counted("socketsRefused") == 3)
    }
  }

  @Test func `nothing is kept of who is gone`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let room = try await place.room(of: users)
      for loop in [0, 1] {
        for user in users {
          let socket = try await place.listen(user, loop: loop)
          try await socket.ask("typing", ["conversation": "\(room)"])
          try await socket.disconnect()
        }
      }
      place.clock.advance(by: Limits.actorIdle)
      while place.counted("usersAwake") + place.counted("conversationsAwake") > 0 {
        try Task.checkCancellation()
        place.clock.advance(by: Limits.passivationBeat)
        await Task.yield()
      }
      await place.settle()
      for name in ["sockets", "people", "topics", "postsAwake", "lettersWaiting"] {
        #expect(place.counted(name) == 0, "\(name)")
      }
      #expect(place.counted("socketsOpened") == 4)
      #expect(place.counted("socketsClosed") == 4)
    }
  }
}
