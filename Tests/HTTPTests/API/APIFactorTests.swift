import HTTPTypes
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubAccounts
@testable import HubbubHTTP

/// The second factor as a page meets it.
@Suite(.timeLimit(.minutes(10))) struct APIFactorTests {
  private let api: TestAPI
  private let token: String

  init() async throws {
    api = try TestAPI()
    let body = #"{"username":"ada","password":"correct horse","token":true}"#
    token = try #require(try await api.ask(.post, "/api/signup", body: body).json.token.string)
  }

  private func logIn(_ code: String?, password: String = "correct horse") async throws -> APIAnswer
  {
    let code = code.map { #","code":"\#($0)""# } ?? ""
    return try await api.ask(
      .post, "/api/login", body: #"{"username":"ada","password":"\#(password)"\#(code)}"#)
  }

  /// What her authenticator shows now.
  private func shown() async throws -> String {
    let ada = try #require(try await api.store.account(named: "ada")).user.id
    let sealed = try #require(try await api.store.factor(of: ada)).sealedSecret
    let secrets = FactorSecrets(keyFile: api.folder.path + "/hubbub.key", logger: .silent())
    let codes = TimeCodes(secret: try secrets.open(sealed, for: ada))
    return codes.code(of: TimeCodes.step(at: api.clock.timestamp))
  }

  private func turnOn() async throws -> APIAnswer {
    _ = try await api.ask(.post, "/api/me/factor", token: token)
    let answer = try await api.ask(
      .put, "/api/me/factor", token: token, body: #"{"code":"\#(try await shown())"}"#)
    api.clock.pass(.seconds(30))
    return answer
  }

  @Test func `from turning it on over logging in with it to turning it off`() async throws {
    let setup = try await api.ask(.post, "/api/me/factor", token: token)
    #expect(setup.status == 200)
    #expect(setup.json.secret.string?.count == 32)
    #expect(setup.json.uri.string?.hasPrefix("otpauth://totp/Hubbub:ada?secret=") == true)
    #expect(try await api.ask(.get, "/api/me", token: token).text.contains(#""factor":false"#))
    let codes = try await turnOn()
    #expect(codes.status == 200)
    #expect(codes.text.split(separator: "\",\"").count == Limits.recoveryCodes)
    #expect(try await api.ask(.get, "/api/me", token: token).text.contains(#""factor":true"#))
    #expect(try await logIn(try await shown()).status == 200)
    let off = try await api.ask(
      .delete, "/api/me/factor", token: token, body: #"{"password":"correct horse"}"#)
    #expect(off.status == 204)
    #expect(try await logIn(nil).status == 200)
  }

  @Test func `each "no" is told by its own code`() async throws {
    _ = try await turnOn()
    let answers: [(APIAnswer, Int, String)] = [
      (try await logIn(nil), 401, "code_required"),
      (try await logIn("12345"), 401, "invalid_code"),
      (try await logIn(String(repeating: "1", count: 10_000)), 401, "invalid_code"),
      (try await logIn(try await shown(), password: "wrong horse"), 401, "invalid_credentials"),
      (try await api.ask(.post, "/api/me/factor", token: token), 409, "factor_on"),
      (
        try await api.ask(.put, "/api/me/factor", token: token, body: #"{"code":"1"}"#), 409,
        "factor_on"
      ),
      (try await api.ask(.put, "/api/me/factor", token: token, body: "{}"), 400, "bad_request"),
      (try await api.ask(.delete, "/api/me/factor", token: token), 400, "bad_request"),
    ]
    for (answer, status, code) in answers {
      #expect(answer.status == status)
      #expect(answer.code == code)
      #expect(answer.headers[.setCookie] == nil)
    }
    #expect(try await logIn(nil).field == "code")
    let code = try await shown()
    #expect(try await logIn(code).status == 200)
    #expect(try await logIn(code).code == "invalid_code")
  }

  @Test func `a wrong code confirms nothing`() async throws {
    _ = try await api.ask(.post, "/api/me/factor", token: token)
    let answer = try await api.ask(
      .put, "/api/me/factor", token: token, body: #"{"code":"12345"}"#)
    #expect(answer.status == 401)
    #expect(answer.code == "invalid_code")
    #expect(try await logIn(nil).status == 200)
  }

  @Test func `an authenticator is told the name by which people know this server`() async throws {
    let url = try #require(WebOrigin("https://hub.example:8443"))
    let api = try TestAPI { $0.publicURL = url }
    let ada = try await api.person("ada")
    let setup = try await api.ask(.post, "/api/me/factor", token: ada.token)
    #expect(setup.json.uri.string?.hasPrefix("otpauth://totp/hub.example:ada?secret=") == true)
    #expect(setup.text.contains("issuer=hub.example&"))
  }
}
