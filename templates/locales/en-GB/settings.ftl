# The pages of a person's own settings.

settings-tab-profile = Profile
settings-tab-appearance = Appearance
settings-tab-security = Security
settings-tab-notifications = Notifications
settings-tab-tokens = API keys

profile-about = About you
profile-about-lead = The people of your teams see your name and your photo.
profile-first = First name
profile-last = Last name
profile-email = E-mail
profile-email-hint = Another address takes effect once it is confirmed by a link.
profile-company = Company
profile-bio = About you
profile-bio-hint = Up to 2,000 characters.
profile-save = Save
profile-saving = Saving
profile-saved = Your profile is saved.
profile-saved-asked = Your profile is saved. The new address takes effect when the link that we sent to { $email } is opened.
profile-saved-kept = Your profile is saved. The new address { $email } takes effect when its link is opened. This Scalix sends no mail, so the link lies in the data folder of the server: ask an operator for it.
profile-unconfirmed = Nobody has confirmed yet that { $email } is yours.
profile-pending = { $email } waits to be confirmed by the link that we sent there. Until then your address is { $present }.
profile-pending-kept = { $email } waits to be confirmed by a link. This Scalix sends no mail, so the link lies in the data folder of the server: ask an operator for it. Until then your address is { $present }.
profile-send-link = Send the link
profile-send-again = Send it again
profile-make-link = Make a link
profile-link-sent = The link is on its way. It is good for seven days.
profile-link-kept = This Scalix sends no mail. The link is good for seven days and lies in the data folder of the server: ask an operator for it.
profile-email-known = Your address is confirmed already.

photo-title = Photo
photo-lead = Without one, the first letters of your names stand in its place.
photo-choose = Choose a picture
photo-hint = PNG, JPEG, WebP or GIF, up to 2 MiB. The middle of it is kept as a square; where and when it was taken is not kept.
photo-preview = How your photo will look
photo-progress = Sent so far
photo-save = Use this photo
photo-saving = Sending
photo-remove = Remove the photo
photo-removing = Removing
photo-saved = Your photo is saved.
photo-removed = Your photo is removed.
photo-empty = This file is empty. Choose a picture.
photo-large = This file is larger than 2 MiB. Choose a smaller one, or make it smaller.
photo-kind = This is not a PNG, JPEG, WebP or GIF picture, whatever its name says.
photo-pixels = This picture has more than { $most } million pixels. Make it smaller first.
photo-broken = This picture is damaged and cannot be read. Choose another one.

appearance-title = Appearance
appearance-lead = How every page looks to you, and how it writes dates and numbers.
appearance-theme = Theme
appearance-light = Light
appearance-dark = Dark
appearance-system = As on your system
appearance-language = Language
appearance-language-hint = Of the pages, and of the mail you get.
appearance-auto = As in your browser
appearance-zone = Time zone
appearance-zone-hint = Type a city or a continent to search, such as Lisbon or Asia. Days in reports begin at midnight there.
appearance-save = Save
appearance-saved = Your choices are saved.

field-theme = Choose light, dark or system.
field-language = Choose auto or one of { $spoken }.
field-timezone = Choose a time zone of the list, such as Europe/Lisbon.
