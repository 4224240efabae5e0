import HTTPTypes
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// What the outermost layer makes of what cannot be answered.
@Suite(.timeLimit(.minutes(10))) struct APIBorderTests {
  // MARK: - Bodies

  @Test(arguments: [
    ("", nil), ("hello", nil), ("null", nil), ("[]", nil), ("{", nil), (#"{"text":"t""#, nil),
    ("\u{0}", nil), (#"{"text":"a","text"}"#, nil), (#""text""#, nil), ("7", nil),
    ("{}", "text"), (#"{"text":"t","audience":"public"}"#, "key"),
    (#"{"text":7,"audience":"public","key":"k"}"#, "text"),
    (#"{"text":null,"audience":"public","key":"k"}"#, "text"),
    (#"{"text":["t"],"audience":"public","key":"k"}"#, "text"),
    (#"{"text":"t","audience":"public","key":"k","media":"m"}"#, "media"),
    (#"{"text":"\ud800","audience":"public","key":"k"}"#, nil),
    (String(repeating: "[", count: 60_000), nil),
  ])
  func `a body that cannot be read is refused, with its field if it has one`(
    body: String, field: String?
  ) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(.post, "/api/posts", token: ada.token, body: body)
    #expect(answer.status == 400)
    #expect(answer.code == "bad_request")
    #expect(answer.field == field)
    #expect(api.services.counts.refusals[.badRequest] == 1)
    #expect(try await api.ask(.get, "/api/feed", token: ada.token).json["items"].elements.isEmpty)
  }

  @Test(arguments: ["/api/signup", "/api/login"])
  func `a guest's body is read as strictly`(path: String) async throws {
    let api = try TestAPI()
    for (body, field) in [
      ("", nil), (#"{"username":"ada"}"#, "password"),
      (#"{"password":"correct horse"}"#, "username"),
      (#"{"username":1,"password":"correct horse"}"#, "username"),
      (#"{"username":"ada","password":"correct horse","token":"yes"}"#, "token"),
    ] as [(String, String?)] {
      let answer = try await api.ask(.post, path, body: body)
      #expect(answer.status == 400)
      #expect(answer.field == field)
      #expect(answer.headers[.setCookie] == nil)
    }
  }

  @Test func `what we do not know is no fault`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let body = #"{"text":"t","audience":"me","key":"k","mood":{"x":[1]}}"#
    #expect(try await api.ask(.post, "/api/posts", token: ada.token, body: body).status == 201)
  }

  @Test func `a body of 64 KiB is read, one byte more is too large`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let json = #"{"text":"t","audience":"me","key":"k"}"#
    let space = String(repeating: " ", count: Limits.bodyBytes - json.utf8.count)
    let whole = try await api.ask(.post, "/api/posts", token: ada.token, body: space + json)
    #expect(whole.status == 201)
    let more = try await api.ask(.post, "/api/posts", token: ada.token, body: space + json + " ")
    #expect(more.status == 413)
    #expect(more.code == "too_large")
    #expect(api.services.counts.refusals[.tooLarge] == 1)
  }

  // MARK: - Addresses

  @Test(arguments: [
    "/api", "/api/", "/api/nothing", "/api/posts/a/b", "/api/posts/%00", "/api/posts/..",
    "/api/posts/0199F3C1-3000-7000-8000-000000000007", "/api/conversations/x/messages",
    "/avatars/x.svg", "/avatars/", "/api/me/nothing",
  ])
  func `what is not there is told in JSON`(path: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(.get, path, token: ada.token)
    #expect(answer.status == 404)
    #expect(answer.code == "not_found")
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.headers[.cacheControl] == "no-store")
    #expect(api.services.counts.refusals[.notFound] == 1)
  }

  // MARK: - Counting

  @Test func `every refusal is counted by its code, every answer by its route`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    _ = try await api.ask(.get, "/api/me")
    _ = try await api.ask(.get, "/api/me", token: ada.token)
    _ = try await api.ask(.get, "/api/posts/x", token: ada.token)
    _ = try await api.ask(.get, "/api/posts/y", token: ada.token)
    _ = try await api.ask(.put, "/api/posts/y", token: ada.token)
    _ = try await api.ask(.get, "/api/nothing")
    for index in 0..<20 {
      let method = try #require(HTTPRequest.Method("INVENTED\(index)"))
      _ = try await api.ask(method, "/api/none/\(index)")
    }
    let counts = api.services.counts
    #expect(counts.refusals == [.unauthorized: 1, .notFound: 23, .methodNotAllowed: 1])
    let answers = Dictionary(
      uniqueKeysWithValues: counts.answers.map {
        ("\($0.key.method) \($0.key.route) \($0.key.status)", $0.value)
      })
    #expect(
      answers == [
        "GET /api/me 401": 1, "GET /api/me 200": 1, "GET /api/posts/{id} 404": 2,
        "PUT /api/posts/{id} 405": 1, "GET NotFound 404": 1, "other NotFound 404": 20,
      ])
  }

  // MARK: - A disk that is full

  @Test func `on a full disk writes are refused and reads go on`() async throws {
    let api = try TestAPI(store: temporaryStore(maxPages: 120))
    let ada = try await api.person("ada")
    var (made, refused): ([String], APIAnswer?) = ([], nil)
    for index in 0..<500 where refused == nil {
      let text = String(repeating: "x", count: 2_000)
      let body = #"{"text":"\#(text)","audience":"public","key":"k\#(index)"}"#
      let answer = try await api.ask(.post, "/api/posts", token: ada.token, body: body)
      if answer.status == 201 {
        made.append(try #require(answer.json.post.id.string))
      } else {
        refused = answer
      }
    }
    #expect(!made.isEmpty)
    let answer = try #require(refused, "the disk was never full")
    #expect(answer.status == 503)
    #expect(answer.code == "unavailable")
    #expect(answer.headers[.retryAfter] == "2")
    #expect(api.services.counts.refusals[.unavailable] == 1)
    let feed = try await api.ask(.get, "/api/feed?limit=100", token: ada.token)
    #expect(feed.json["items"].elements.count == made.count, "what was refused is not there")
  }
}
