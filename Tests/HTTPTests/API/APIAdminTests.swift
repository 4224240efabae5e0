import Foundation
import HTTPTypes
import HubbubDomain
import HubbubHub
import HubbubMedia
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct APIAdminTests {
  /// A server with an admin and two members.
  private struct Place {
    let api: TestAPI
    let root, ada, bob: TestAPI.Person

    init(_ configure: (inout HTTPSettings) -> Void = { _ in }) async throws {
      api = try TestAPI(configure)
      root = try await api.person("root", role: .admin)
      ada = try await api.person("ada")
      bob = try await api.person("bob")
    }

    /// Reports something as Bob; the report's id.
    func report(_ what: String) async throws -> String {
      let answer = try await api.ask(
        .post, "/api/reports", token: bob.token, body: #"{\#(what),"reason":"rude"}"#)
      #expect(answer.status == 201)
      return try #require(answer.json.report.id.string)
    }

    func change(_ path: String, _ body: String) async throws -> APIAnswer {
      try await api.ask(.patch, path, token: root.token, body: body)
    }
  }

  // MARK: - Reports

  @Test func `an admin sees what was reported as it was, and removes it`() async throws {
    let place = try await Place()
    let post = try await place.api.store.addPost("nasty", by: place.ada.user)
    let id = try await place.report(#""post":"\#(post.id)""#)
    let edit = PostEdit(text: "nice", audience: nil)
    try await place.api.store.make(
      .editPost(post.id, by: place.ada.user.id, edit, at: .now()))
    let open = try await place.api.ask(.get, "/api/admin/reports", token: place.root.token)
    #expect(open.text.contains(#""text":"nasty""#) && open.text.contains(#""reason":"rude""#))
    #expect(open.text.contains(#""kind":"post""#) && open.text.contains("\(post.id)"))
    #expect(
      try await place.change("/api/admin/reports/\(id)", #"{"state":"removed"}"#).status == 204)
    let gone = try await place.api.ask(
      .get, "/api/posts/\(post.id)", token: place.ada.token)
    #expect(gone.status == 404)
    let settled = try await place.api.ask(
      .get, "/api/admin/reports?state=settled", token: place.root.token)
    #expect(settled.text.contains(#""state":"removed""#) && settled.text.contains("nasty"))
    let again = try await place.change("/api/admin/reports/\(id)", #"{"state":"dismissed"}"#)
    #expect(again.status == 403 && again.json.error.field == "state")
  }

  @Test func `what was dismissed is removed after all`() async throws {
    let place = try await Place()
    let post = try await place.api.store.addPost("nasty", by: place.ada.user)
    let id = try await place.report(#""post":"\#(post.id)""#)
    for (state, status) in [("dismissed", 204), ("dismissed", 403), ("removed", 204)] {
      let answer = try await place.change("/api/admin/reports/\(id)", #"{"state":"\#(state)"}"#)
      #expect(answer.status == status)
    }
    let gone = try await place.api.ask(.get, "/api/posts/\(post.id)", token: place.ada.token)
    #expect(gone.status == 404)
  }

  @Test func `a message is reported by its id, and by its place`() async throws {
    let place = try await Place()
    let room = try await place.api.store.addRoom(
      "Hall", owner: place.ada.user, members: [place.bob.user])
    let seq = try await place.api.store.addMessage("nasty", by: place.ada.user, in: room)
    let said = try await place.api.store.messages(
      of: room, .latest, limit: 1, for: place.ada.user.id)
    let message = try #require(said.items.first)
    let first = try await place.report(#""message":"\#(message.id)""#)
    let second = try await place.report(
      #""message":{"conversation":"\#(room)","seq":\#(seq)}"#)
    #expect(first == second)
    let removed = try await place.change("/api/admin/reports/\(first)", #"{"state":"removed"}"#)
    #expect(removed.status == 204)
    let after = try await place.api.store.messages(
      of: room, .latest, limit: 1, for: place.ada.user.id)
    #expect(after.items.first?.isDeleted == true)
  }

  @Test(arguments: [(0, 422), (1, 201), (1_000, 201), (1_001, 422)])
  func `a reason has 1 to 1,000 characters`(count: Int, status: Int) async throws {
    #expect(Limits.reasonCharacters == 1...1_000)
    let place = try await Place()
    let reason = String(repeating: "ü", count: count)
    let answer = try await place.api.ask(
      .post, "/api/reports", token: place.bob.token, body: #"{"user":"ada","reason":"\#(reason)"}"#)
    #expect(answer.status == status)
    #expect(answer.field == (status == 422 ? "reason" : nil))
  }

  @Test func `who blocks somebody is reported by them all the same`() async throws {
    let place = try await Place()
    try await place.api.store.make(.block(place.ada.user, place.bob.user.id, at: .now()))
    let named = try await place.report(#""user":"ada""#)
    #expect(try await place.report(#""user":"\#(place.ada.user.id)""#) == named)
  }

  @Test(arguments: [
    (#"{"state":"open"}"#, 422), (#"{"state":"eaten"}"#, 422), (#"{"state":"removed"}"#, 422),
    ("{}", 400),
  ])
  func `a report is decided by a state that it can have`(body: String, status: Int) async throws {
    let place = try await Place()
    let id = try await place.report(#""user":"ada""#)
    #expect(try await place.change("/api/admin/reports/\(id)", body).status == status)
  }

  @Test func `an admin's page starts with how many reports wait, a member's without`() async throws
  {
    let place = try await Place()
    _ = try await place.report(#""user":"ada""#)
    let start = try await place.api.ask(.get, "/api/bootstrap", token: place.root.token)
    #expect(start.json.openReports == 1)
    let other = try await place.api.ask(.get, "/api/bootstrap", token: place.ada.token)
    #expect(other.status == 200 && !other.text.contains("openReports"))
  }

  @Test func `a reported picture is seen by admins alone, and goes with its report`() async throws {
    let place = try await Place()
    func choose() async throws -> String {
      let chosen = try await place.api.ask(
        .put, "/api/me/avatar", token: place.ada.token, sending: APIPictureTests().tinyPicture)
      return try #require(chosen.json.user.avatar.string)
    }
    func status(_ path: String, _ person: TestAPI.Person) async throws -> Int {
      try await place.api.ask(.get, path, token: person.token).status
    }
    let old = try await choose()
    let id = try await place.report(#""user":"ada""#)
    let new = try await choose()
    let large = old.replacing("-128.webp", with: "-512.webp")
    let open = try await place.api.ask(.get, "/api/admin/reports", token: place.root.token)
    #expect(open.json["items"][0].evidence.avatar.string == old)
    for path in [old, large] {
      let seen = try await place.api.ask(.get, path, token: place.root.token)
      #expect(seen.status == 200 && seen.headers[.cacheControl] == "private, no-cache")
      for other in [place.ada, place.bob] { #expect(try await status(path, other) == 404) }
      #expect(try await place.api.ask(.get, path).status == 401)
    }
    // What a crash left is swept at each start; this is none of it.
    let pictures = try #require(place.api.services.pictures)
    await pictures.sweep()
    #expect(try await status(large, place.root) == 200)
    #expect(
      try await place.change("/api/admin/reports/\(id)", #"{"state":"acted"}"#).status == 204)
    #expect(try await status(large, place.root) == 200)
    // Half a year later.
    let sweep = MediaSweep(
      hub: place.api.services.hub, media: place.api.services.media, pictures: pictures,
      logger: .silent())
    let later = Timestamp.now() + Limits.settledReportsKept + Limits.unshownMediaKept + .seconds(60)
    _ = await sweep.look(at: later)
    let shards = try FileManager.default.subpathsOfDirectory(
      atPath: place.api.folder.path + "/avatars")
    #expect(shards.filter { $0.hasSuffix(".webp") }.count == 2, "the new one in both sizes")
    #expect(try await status(old, place.root) == 404)
    #expect(try await status(new, place.bob) == 200)
  }

  // MARK: - People

  @Test func `who is suspended is out until they are not`() async throws {
    let place = try await Place()
    let off = try await place.change("/api/admin/people/ADA", #"{"disabled":true}"#)
    #expect(off.json.person.disabled == true)
    #expect(try await place.api.ask(.get, "/api/me", token: place.ada.token).status == 401)
    let list = try await place.api.ask(
      .get, "/api/admin/people?query=ad", token: place.root.token)
    #expect(list.text.contains(#""disabled":true"#) && !list.text.contains("bob"))
    let on = try await place.change("/api/admin/people/ada", #"{"disabled":false}"#)
    #expect(on.json.person.disabled == false)
    #expect(try await place.api.ask(.get, "/api/me", token: place.ada.token).status == 200)
  }

  @Test func `an admin makes others admin, and nothing of themselves`() async throws {
    let place = try await Place()
    let made = try await place.change("/api/admin/people/ada", #"{"role":"admin"}"#)
    #expect(made.json.person.role == "admin")
    let seen = try await place.api.ask(.get, "/api/admin/people", token: place.ada.token)
    #expect(seen.status == 200)
    for body in [#"{"role":"member"}"#, #"{"disabled":true}"#] {
      #expect(try await place.change("/api/admin/people/root", body).status == 403)
    }
    #expect(try await place.change("/api/admin/people/ada", #"{"role":"king"}"#).status == 422)
    #expect(try await place.change("/api/admin/people/nobody", "{}").status == 404)
  }

  @Test func `an admin who is suspended while they ask has asked in vain`() async throws {
    let place = try await Place()
    let other = try await place.api.person("other", role: .admin)
    // Their login was looked at before; the row judges.
    let change = AccountChange(
      of: place.ada.user.id, isDisabled: true, role: nil, by: other.user.id)
    _ = try await place.change("/api/admin/people/other", #"{"disabled":true}"#)
    let outcome = await place.api.services.hub.commit(.changeAccount(change))
    #expect(outcome == .refused(.onlyAdmins))
    #expect(try await place.api.ask(.get, "/api/me", token: place.ada.token).status == 200)
  }

  // MARK: - Rooms, storage, settings

  @Test func `an admin takes a room over`() async throws {
    let place = try await Place()
    let room = try await place.api.store.addRoom("Hall", owner: place.ada.user)
    let taken = try await place.api.ask(
      .put, "/api/admin/rooms/\(room)/owner", token: place.root.token)
    #expect(taken.status == 200)
    #expect(taken.json.conversation.role == "owner")
  }

  @Test func `storage is told in bytes`() async throws {
    let place = try await Place()
    let answer = try await place.api.ask(.get, "/api/admin/storage", token: place.root.token)
    #expect(answer.status == 200)
    for part in [#""database":{"bytes":"#, #""media":{"bytes":0,"files":0"#, #""freeBytes":"#] {
      #expect(answer.text.contains(part), "\(part)")
    }
  }

  @Test func `an admin decides who may sign up, at once and for the next start`() async throws {
    let place = try await Place()
    let path = "/api/admin/settings"
    let before = try await place.api.ask(.get, path, token: place.root.token)
    #expect(before.json.signup == "open" && before.json.signupFixed == false)
    #expect(try await place.change(path, #"{"signup":"closed"}"#).json.signup == "closed")
    let body = #"{"username":"eve","password":"correct horse"}"#
    #expect(try await place.api.ask(.post, "/api/signup", body: body).status == 403)
    #expect(try await place.api.store.signup() == .closed)
    let fixed = try await Place { $0.isSignupFixed = true }
    #expect(try await fixed.change(path, #"{"signup":"closed"}"#).status == 403)
    #expect(try await fixed.change(path, #"{"signup":"x"}"#).status == 422)
  }
}
