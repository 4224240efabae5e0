import HTTPTypes
import HubbubTesting
import NIOCore
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIRouteTests {
  @Test(arguments: APIScenario.all)
  func `guest, stranger and user each get what is theirs`(scenario: APIScenario) async throws {
    let world = try await APIWorld()
    let path = world.filled(scenario.path)
    let body = scenario.body.map(world.filled)

    func ask(_ token: String?) async throws -> APIAnswer {
      let answer = try await world.api.ask(
        scenario.method, path, token: token, body: body)
      expectManners(of: answer, path)
      return answer
    }

    #expect(try await ask(nil).status == scenario.guest)
    let stranger = try await ask(world.bob.token)
    #expect(stranger.status == scenario.stranger)
    for text in scenario.lacks { #expect(!stranger.text.contains(world.filled(text))) }
    let before = try await world.told()
    let user = try await ask(world.ada.token)
    #expect(user.status == scenario.user)
    for text in scenario.contains { #expect(user.text.contains(world.filled(text))) }
    #expect(try await world.told() - before == scenario.tells)
  }

  @Test func `every route has a scenario`() throws {
    let asked = Set(APIScenario.all.map { "\($0.method.rawValue) \($0.route)" })
    let routes = try TestAPI().routes
    let paths = Set(routes.map(\.path))
    #expect(paths.count >= 15)
    for path in paths {
      #expect(asked.contains { $0.hasSuffix(" \(path)") }, "nobody asks \(path)")
    }
    // A path answers many methods, most of them with 405; those that it has are in `Allow`.
    #expect(Set(asked.map { $0.split(separator: " ")[1] }) == Set(paths.map { $0[...] }))
  }

  @Test(arguments: APIScenario.onePerRoute)
  func `a method that an address does not have is told with those that it has`(
    scenario: APIScenario
  ) async throws {
    let world = try await APIWorld()
    let path = world.filled(scenario.path)
    let answer = try await world.api.ask(.options, path)
    #expect(answer.status == 405)
    #expect(answer.code == "method_not_allowed")
    let allowed = try #require(answer.headers[.allow]).split(separator: ", ").map(String.init)
    #expect(allowed == allowed.sorted())
    #expect(allowed.contains(scenario.method.rawValue))
    #expect(allowed.contains("HEAD") == allowed.contains("GET"))
    for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .trace] {
      let status = try await world.api.ask(method, path).status
      #expect((status == 405) == !allowed.contains(method.rawValue), "\(method)")
    }
  }

  /// An export is made anew each time, with the time in it.
  private static let repeatable = APIScenario.onePerRoute.filter {
    $0.method == .get && $0.route != "/api/me/export"
  }

  @Test(arguments: repeatable)
  func `HEAD tells what GET would, without the body`(scenario: APIScenario) async throws {
    let world = try await APIWorld()
    let path = world.filled(scenario.path)
    for token in [nil, world.ada.token] where !scenario.contains.contains("forbidden") {
      let whole = try await world.api.ask(.get, path, token: token)
      let head = try await world.api.ask(.head, path, token: token)
      #expect(head.status == whole.status)
      #expect(head.body.readableBytes == 0)
      #expect(head.headers == whole.headers)
      #expect(head.headers[.contentLength] == "\(whole.body.readableBytes)")
    }
  }

  /// What every answer of the API has and has not.
  private func expectManners(of answer: APIAnswer, _ path: String) {
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    if path.hasPrefix("/api/") { #expect(answer.headers[.cacheControl] == "no-store") }
    if answer.status >= 400 {
      #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
      #expect(answer.code != nil)
      #expect(answer.json.error.message.string?.isEmpty == false)
    }
    for secret in ["argon2", "tokenHash", "passwordHash"] {
      #expect(!answer.text.contains(secret))
    }
  }
}
