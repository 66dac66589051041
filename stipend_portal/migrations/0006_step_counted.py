from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("stipend_portal", "0005_messages_written_once")]

    operations = [
        migrations.AddField(
            model_name="draftstep",
            name="counted",
            field=models.BooleanField(default=False),
        ),
    ]
