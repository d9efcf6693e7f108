# The pages of a person's own settings.

settings-tab-profile = Profile
settings-tab-security = Security
settings-tab-tokens = API keys

profile-about = About you
profile-about-lead = The people of your teams see your name and your photo.
profile-name = Name
profile-email = E-mail
profile-since = Member since
