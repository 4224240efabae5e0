import HTTPTypes

extension APIScenario {
  static let media = [
    APIScenario(
      method: .post, path: "/api/media?name=x", body: "<svg></svg>", guest: 401, stranger: 415,
      user: 415, contains: ["unsupported_type"]),
    APIScenario(
      method: .post, path: "/api/media", body: "", guest: 401, stranger: 422, user: 422,
      contains: ["corrupt_media"]),
    APIScenario(
      method: .patch, path: "/api/media/NOWHERE", body: #"{"alt":"a dog"}"#, guest: 401,
      stranger: 404, user: 404, contains: [#""field":"media""#]),
    APIScenario(
      method: .patch, path: "/api/media/PHOTO", body: #"{"alt":"a dog"}"#, guest: 401,
      stranger: 404, user: 200, contains: [#""alt":"a dog""#, #""kind":"image""#]),
    APIScenario(
      method: .delete, path: "/api/media/PHOTO", guest: 401, stranger: 404, user: 204),
    APIScenario(
      method: .get, path: "/media/PHOTO/large.webp", guest: 401, stranger: 404, user: 404),
    APIScenario(
      method: .post, path: "/api/posts",
      body: #"{"text":"","audience":"me","key":"k8","media":["PHOTO"]}"#, guest: 401,
      stranger: 404, user: 201, contains: [#""media":[{"alt":"""#, "/media/PHOTO/"], tells: 1),
  ]
}
