import HTTPTypes
import HubbubDomain
import Testing

/// Conversations, who is in them, and what was said.
extension APIScenario {
  static let rooms = [
    APIScenario(
      method: .get, path: "/api/rooms", guest: 401, stranger: 200, user: 200,
      contains: ["The Library", "the third line"], lacks: ["the third line"]),
    APIScenario(
      method: .get, path: "/api/rooms?query=LIBR", guest: 401, stranger: 200, user: 200,
      contains: ["The Library", #""next":null"#]),
    APIScenario(
      method: .get, path: "/api/rooms?query=kitchen", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[]"#], lacks: ["The Library"]),
    APIScenario(
      method: .get, path: "/api/conversations", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[{"#, "The Library", #""unread":0"#, #""messages":3"#],
      lacks: ["The Library"]),
    APIScenario(
      method: .post, path: "/api/conversations", body: #"{"kind":"room","title":" Kitchen "}"#,
      guest: 401, stranger: 201, user: 201,
      contains: [
        #""title":"Kitchen""#, #""kind":"room""#, #""memberCount":1"#, #""role":"owner""#,
      ],
      lacks: [#""username":"ada""#], tells: 2),
    APIScenario(
      method: .post, path: "/api/conversations", body: #"{"kind":"room","title":" "}"#,
      guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"title""#]),
    APIScenario(
      method: .post, path: "/api/conversations", body: #"{"kind":"direct","with":"bob"}"#,
      guest: 401, stranger: 422, user: 201,
      contains: [#""kind":"direct""#, #""memberCount":2"#, #""username":"bob""#],
      lacks: [#""memberCount":2"#], tells: 2),
    APIScenario(
      method: .post, path: "/api/conversations",
      body: #"{"kind":"group","title":" Tea ","members":["BOB","bob"]}"#,
      guest: 401, stranger: 201, user: 201,
      contains: [#""kind":"group""#, #""title":"Tea""#, #""memberCount":2"#], tells: 2),
    APIScenario(
      method: .post, path: "/api/conversations",
      body: #"{"kind":"group","title":"Tea","members":["nobody"]}"#,
      guest: 401, stranger: 404, user: 404, contains: ["not_found", #""field":"members""#]),
    APIScenario(
      method: .post, path: "/api/conversations", body: #"{"kind":"club"}"#,
      guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"kind""#]),
    APIScenario(
      method: .patch, path: "/api/conversations/ROOM", body: #"{"title":"Hall"}"#, guest: 401,
      stranger: 403, user: 200, contains: [#""title":"Hall""#], lacks: ["Hall"], tells: 1),
    APIScenario(
      method: .patch, path: "/api/conversations/ROOM", body: #"{"title":""}"#, guest: 401,
      stranger: 422, user: 422, contains: ["invalid", #""field":"title""#]),
    APIScenario(
      method: .get, path: "/api/conversations/ROOM/members", guest: 401, stranger: 200, user: 200,
      contains: [#""username":"ada""#, #""role":"owner""#, #""next":null"#]),
    APIScenario(
      method: .patch, path: "/api/conversations/ROOM/members/ada", body: #"{"role":"owner"}"#,
      guest: 401, stranger: 403, user: 200, contains: [#""role":"owner""#], lacks: ["owner"]),
    APIScenario(
      method: .patch, path: "/api/conversations/ROOM/members/ada", body: #"{"role":"king"}"#,
      guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"role""#]),
    APIScenario(
      method: .get, path: "/api/conversations/ROOM", guest: 401, stranger: 200, user: 200,
      contains: ["The Library", #""readNumber":3"#, "the third line"],
      lacks: ["the third line"]),
    APIScenario(
      method: .get, path: "/api/conversations/NOWHERE", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .put, path: "/api/conversations/ROOM/members/bob", guest: 401, stranger: 200,
      user: 403, contains: ["forbidden"]),
    APIScenario(
      method: .put, path: "/api/conversations/ROOM/members/ada", guest: 401, stranger: 403,
      user: 200, contains: [#""memberCount":1"#], lacks: ["The Library"]),
    APIScenario(
      method: .put, path: "/api/conversations/NOWHERE/members/ada", guest: 401, stranger: 404,
      user: 404, contains: ["not_found"]),
    APIScenario(
      method: .delete, path: "/api/conversations/ROOM/members/ada", guest: 401, stranger: 403,
      user: 204, tells: 1),
    APIScenario(
      method: .delete, path: "/api/conversations/ROOM/members/bob", guest: 401, stranger: 403,
      user: 404, contains: ["not_found"]),
    APIScenario(
      method: .delete, path: "/api/conversations/NOWHERE/members/ada", guest: 401, stranger: 404,
      user: 404, contains: ["not_found"]),
  ]

  static let messages: [APIScenario] =
    [
      APIScenario(
        method: .get, path: "/api/conversations/ROOM/messages", guest: 401, stranger: 404,
        user: 200,
        contains: ["the first line", "the third line", #""hasMore":false"#, #""number":3"#],
        lacks: ["line"]),
      APIScenario(
        method: .get, path: "/api/conversations/ROOM/messages?limit=1", guest: 401, stranger: 404,
        user: 200, contains: ["the third line", #""hasMore":true"#], lacks: ["line"]),
      APIScenario(
        method: .get, path: "/api/conversations/ROOM/messages?after=0&limit=1", guest: 401,
        stranger: 404, user: 200, contains: ["the first line", #""hasMore":true"#]),
      APIScenario(
        method: .get, path: "/api/conversations/ROOM/messages?around=2&limit=1", guest: 401,
        stranger: 404, user: 200, contains: ["the first line", #""hasMoreAfter":true"#]),
      APIScenario(
        method: .patch, path: "/api/conversations/ROOM/messages/2", body: #"{"text":"another"}"#,
        guest: 401, stranger: 403, user: 200, contains: [#""text":"another""#, "editedAt"],
        lacks: ["another"], tells: 1),
      APIScenario(
        method: .patch, path: "/api/conversations/ROOM/messages/2", body: #"{"text":" "}"#,
        guest: 401, stranger: 422, user: 422, contains: ["invalid", #""field":"text""#]),
      APIScenario(
        method: .delete, path: "/api/conversations/ROOM/messages/2", guest: 401, stranger: 403,
        user: 204, tells: 1),
      APIScenario(
        method: .put, path: "/api/conversations/ROOM/messages/2/reactions/%F0%9F%91%8D", guest: 401,
        stranger: 403, user: 200, contains: [#""reactions":{"👍":1}"#, #""mine":["👍"]"#],
        lacks: ["👍"], tells: 1),
      APIScenario(
        method: .delete, path: "/api/conversations/ROOM/messages/2/reactions/%F0%9F%91%8D",
        guest: 401, stranger: 403, user: 200, contains: [#""reactions":{}"#]),
      APIScenario(
        method: .put, path: "/api/conversations/ROOM/messages/2/reactions/%41", guest: 401,
        stranger: 422, user: 422, contains: ["invalid", #""field":"emoji""#]),
      APIScenario(
        method: .get, path: "/api/conversations/NOWHERE/messages", guest: 401, stranger: 404,
        user: 404, contains: ["not_found"]),
    ] + noMessages.flatMap(namingNoMessage)

  /// Numbers that no message has, at the ends of what a number can be.
  static let noMessages: [Int64] = [.min, -1, 0, .max]

  private static func namingNoMessage(_ seq: Int64) -> [APIScenario] {
    let path = "/api/conversations/ROOM/messages/\(seq)"
    let asked: [(HTTPRequest.Method, String, String?)] = [
      (.patch, path, #"{"text":"another"}"#), (.delete, path, nil),
      (.put, path + "/reactions/%F0%9F%91%8D", nil),
      (.delete, path + "/reactions/%F0%9F%91%8D", nil),
    ]
    return asked.map { method, path, body in
      APIScenario(
        method: method, path: path, body: body, guest: 401, stranger: 403, user: 404,
        contains: ["not_found"])
    }
  }
}
