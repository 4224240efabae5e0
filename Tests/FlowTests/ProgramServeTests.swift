import HubbubAccounts
import HubbubDomain
import HubbubHTTP
import HubbubHub
import HubbubStore
import HubbubTesting
import NIOCore
import Testing

/// The assembled server, over real connections.
@Suite(.timeLimit(.minutes(10))) struct ProgramServeTests {
  // MARK: - Probes and pages

  @Test(arguments: ["/livez", "/readyz", "/healthz", "/api/config"])
  func `probes and programs are answered without a login`(path: String) async throws {
    try await withServer { server in
      let answer = try await server.ask("GET", path)
      #expect(answer.status == 200)
    }
  }

  @Test func `ready means that the store and the hub are of use`() async throws {
    try await withServer { server in
      let answer = try await server.ask("GET", "/readyz?verbose")
      #expect(answer.text == "[+] accepting ok\n[+] store ok\n[+] hub ok\nok\n")
    }
  }

  @Test(arguments: [
    ("/", "/login?next=/"), ("/new", "/login?next=/new"), ("/messages", "/login?next=/messages"),
    ("/messages/42", "/login?next=/messages/42"), ("/p/42", "/login?next=/p/42"),
    ("/ops", "/login?next=/ops"),
  ])
  func `a page leads who is logged out to the login`(path: String, login: String) async throws {
    try await withServer { server in
      let answer = try await server.ask("GET", path)
      #expect(answer.status == 302)
      #expect(answer.header("location") == login)
    }
  }

  @Test(arguments: ["/", "/new", "/messages", "/messages/42", "/p/42"])
  func `a page answers who is logged in, and may do little in a browser`(
    path: String
  ) async throws {
    try await withServer { server in
      let cookie = "hubbub_session=\(try await server.signUp("anna"))"
      let answer = try await server.ask("GET", path, headers: [("Cookie", cookie)])
      #expect(answer.status == 200)
      #expect(answer.header("content-type") == "text/html; charset=utf-8")
      let policy = try #require(answer.header("content-security-policy"))
      #expect(policy.contains("default-src 'self'"))
      #expect(!policy.contains("unsafe"))
      #expect(answer.header("x-content-type-options") == "nosniff")
    }
  }

  @Test func `the page that makes the first admin is there until there is one`() async throws {
    let key = SetupKey()
    let configure: (inout ServerSettings, inout HubConfiguration) -> Void = { settings, _ in
      settings.http.setupKey = key
    }
    try await withServer(configure) { server in
      let path = "/setup?key=\(key.text)"
      let page = try await server.ask("GET", path)
      #expect(page.status == 200)
      let body = #"{"username":"ada","password":"correct horse","key":"\#(key.text)"}"#
      let made = try await server.ask("POST", "/api/setup", body: body)
      #expect(made.status == 201)
      let again = try await server.ask("GET", path)
      #expect(again.status == 404)
    }
  }

  @Test func `where there is an admin, there is no page that makes one`() async throws {
    try await withServer { server in
      let page = try await server.ask("GET", "/setup")
      #expect(page.status == 404)
    }
  }

  @Test func `a login leads on to where one wanted to go, on this server only`() async throws {
    try await withServer { server in
      let cookie = [(name: "Cookie", value: "hubbub_session=\(try await server.signUp("anna"))")]
      for (path, goal) in [
        ("/login", "/"), ("/login?next=/p/4", "/p/4"), ("/login?next=//evil.example", "/"),
      ] {
        let answer = try await server.ask("GET", path, headers: cookie)
        #expect(answer.header("location") == goal)
      }
      #expect(try await server.ask("GET", "/login").status == 200)
    }
  }

  @Test func `an address that does not exist is a page for people, JSON for programs`()
    async throws
  {
    try await withServer { server in
      let page = try await server.ask("GET", "/nowhere")
      #expect(page.status == 404)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      let answer = try await server.ask("GET", "/api/nowhere")
      #expect(answer.status == 404)
      #expect(answer.json.error.code == "not_found")
    }
  }

  @Test(arguments: ["/ws", "/ws/echo"])
  func `who asks for a socket as for a page is told to upgrade`(path: String) async throws {
    try await withServer { server in
      let answer = try await server.ask("GET", path)
      #expect(answer.status == 426)
      #expect(answer.header("upgrade") == "websocket")
    }
  }

  // MARK: - Starting

  @Test func `a port in use is told in one clear sentence`() async throws {
    try await withServer { server in
      let error = await #expect(throws: CannotListen.self) {
        try await RunningServer.start { settings, _ in settings.port = server.port }
      }
      #expect(
        error?.description
          == "Port \(server.port) of 127.0.0.1 is in use by another program; "
          + "choose another with --port.")
    }
  }

  @Test func `an address that is not ours is told, too`() async throws {
    let error = await #expect(throws: CannotListen.self) {
      try await RunningServer.start { settings, _ in settings.host = "192.0.2.1" }
    }
    #expect(error?.isInUse == false)
  }

  @Test func `a folder without pages is told before anything listens`() async throws {
    await #expect(throws: CannotReadPages.self) {
      try await RunningServer.start { settings, _ in settings.webFolder = "/nowhere" }
    }
  }

  // MARK: - The end

  @Test func `at the end nothing listens, and the store is free for the next`() async throws {
    let folder = try TemporaryFolder()
    let first = try await RunningServer.start(
      store: SQLiteStore.open(folder: folder.path, logger: .silent()))
    let token = try await first.signUp("anna")
    try await first.stop()
    await #expect(throws: (any Error).self) { try await first.ask("GET", "/livez") }

    let second = try await RunningServer.start(
      store: SQLiteStore.open(folder: folder.path, logger: .silent()))
    #expect(try await second.ask("GET", "/api/me", token: token).status == 200)
    try await second.stop()
  }

  @Test func `an idle connection does not delay the end`() async throws {
    let server = try await RunningServer.start()
    let idle = try await TestConnection(port: server.port)
    try await idle.send(ByteBuffer(string: "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"))
    #expect(try await TestAnswer(from: idle).status == 200)
    let clock = ContinuousClock()
    let taken = try await clock.measure { try await server.stop() }
    // One that did would be waited for until patience ends.
    #expect(taken < Limits.shutdownPatience)
  }
}
